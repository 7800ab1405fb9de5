import type { PartyKeys } from '../../../../server/ports/parties/party-keys.ts'
import type { Sealer, Sealers } from '../../../../server/ports/sealer.ts'
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

interface SealedRows {
  readonly table: string
  /** Where the id of the key is. */
  readonly keyId: string
  /** Which rows are sealed; all when not said. */
  readonly where?: string
}

/** Those that are not sealed under the key in use. */
export async function leftUnder(
  on: Connection,
  { table, keyId, where = 'true' }: SealedRows,
  sealer: Sealer,
): Promise<Left> {
  const [row] = await on.read<Left>(
    `select count(*) filter (where ${keyId} = any($1::text[]))::integer as open, count(*)::integer as all
     from ${table} where ${keyId} <> $2 and ${where}`,
    [sealer.otherKeyIds, sealer.keyId],
  )
  return row ?? { open: 0, all: 0 }
}

/** These rows, each of which can be sealed here. */
export async function leftOf(on: Connection, rows: string, values: readonly unknown[] = []): Promise<Left> {
  const [row] = await on.read<{ count: number }>(`select count(*)::integer as count from ${rows}`, values)
  const count = row?.count ?? 0
  return { open: count, all: count }
}
