import { Option } from 'commander'
import { type SigningAlgorithm, signingAlgorithms } from '../../domain/registry/signing-algorithm.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'

interface Rotate extends Options {
  readonly alg: SigningAlgorithm
}

export const rotateKeys = (tools: Tools) =>
  onStorage<Rotate>(tools, command(), async ({ keys }, { options }) => {
    const { kid, alg, activeFrom } = await keys.rotate(options.alg)
    const from = activeFrom.toISOString()
    return { json: { kid, alg, signs_from: from }, text: `${kid} is published and signs from ${from}` }
  })

const command = () =>
  verb('rotate', 'publish a new signing key that takes over').addOption(
    new Option('--alg <alg>', 'the algorithm that it takes over').choices(signingAlgorithms).default('ES256'),
  )
