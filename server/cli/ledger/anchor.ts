import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const anchorLedger = (tools: Tools) =>
  onStorage(tools, verb('anchor', 'sign the heads of the ledger now, and keep them'), async ({ ledger }) => {
    const anchor = await ledger.anchor()
    if (!anchor) throw new Error('Nothing was anchored')
    const { number, at, signed } = anchor
    return {
      json: { number, at: at.toISOString(), anchor: signed },
      acts: [{ what: 'ledger.anchored', number }],
      text: `anchor ${number} was made at ${at.toISOString()}`,
    }
  })
