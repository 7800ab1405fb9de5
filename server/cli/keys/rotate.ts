import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const rotateKeys = (tools: Tools) =>
  onStorage(tools, verb('rotate', 'publish a new signing key that takes over'), async ({ keys }) => {
    const { kid, alg, activeFrom } = await keys.rotate()
    const from = activeFrom.toISOString()
    return { json: { kid, alg, signs_from: from }, text: `${kid} is published and signs from ${from}` }
  })
