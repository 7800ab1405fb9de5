import type { PartyKeys } from '../../../../server/ports/parties/party-keys.ts'
import type { Sealers } from '../../../../server/ports/sealer.ts'
import type { Connection } from '../../database/transaction.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'

/** What it takes to seal anew. */
export interface ResealTools {
  readonly sealers: Sealers
  readonly texts: PrivateTexts
  readonly partyKeys: PartyKeys
}

export interface Batch {
  /** The key of the last row of the batch before; `null` before the first. */
  readonly after: string | null
  readonly limit: number
}

/** Rows that are sealed in one way. */
export interface Kind {
  readonly name: string
  /** How many are not sealed as they should be now: those that can be sealed here (`open`), and `all`. */
  left(on: Connection, tools: ResealTools): Promise<Left>
  /** Seals some of them anew, in the order of their keys. Gives the key of the last; `undefined` when there were none. */
  reseal(on: Connection, batch: Batch, tools: ResealTools): Promise<string | undefined>
}

export interface Left {
  readonly open: number
  readonly all: number
}

export async function counted(on: Connection, text: string, values: readonly unknown[]): Promise<Left> {
  const [row] = await on.read<Left>(text, values)
  return { open: row?.open ?? 0, all: row?.all ?? 0 }
}
