import { Option } from 'commander'
import { type SigningAlgorithm, signingAlgorithms } from '../../domain/registry/signing-algorithm.ts'
import type { Storage } from '../storage.ts'
import { onStorage } from '../storage-verb.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'

interface Rotate extends Options {
  readonly alg: SigningAlgorithm
  readonly master?: true
}

export const rotateKeys = (tools: Tools) =>
  onStorage<Rotate>(tools, command(), async ({ keys, encryption }, { options }) => {
    if (options.master) return rotateMaster(encryption)
    const { kid, alg, activeFrom } = await keys.rotate(options.alg)
    const from = activeFrom.toISOString()
    const text = `${kid} is published and signs from ${from}`
    return { json: { kid, alg, signs_from: from }, text, acts: [{ what: 'key.rotated', kid, alg }] }
  })

const command = () =>
  verb('rotate', 'publish a new signing key that takes over, or put the newest encryption key in use')
    .addOption(
      new Option('--alg <alg>', 'the algorithm that it takes over')
        .choices(signingAlgorithms)
        .default('ES256'),
    )
    .addOption(
      new Option('--master', 'put the newest encryption key in use, and seal everything anew under it'),
    )

/** Sealing anew goes on in the servers; `keys list --master` says how much is left. */
async function rotateMaster({ rotate }: Storage['encryption']): Promise<Answer> {
  const rotated = await rotate()
  if (rotated === 'in-use') {
    return {
      acts: [],
      json: { rotated: false },
      text: 'The newest encryption key is in use, or about to be; everything is looked through again',
    }
  }
  if (rotated === 'texts-plain') {
    const text = 'Nothing was changed: texts about people are still plain; run first: samtykke migrate finish'
    return {
      acts: [{ what: 'command.refused', command: 'keys rotate', problem: rotated }],
      json: { rotated: false, reason: rotated },
      text,
      exitCode: 1,
    }
  }
  const from = rotated.activeFrom.toISOString()
  return {
    acts: [{ what: 'master_key.rotated', kid: rotated.id }],
    json: { rotated: true, kid: rotated.id, encrypts_from: from },
    text: `${rotated.id} encrypts from ${from}; see with "samtykke keys list --master" how much is left to seal anew`,
  }
}
