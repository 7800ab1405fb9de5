import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { Connection } from '../../database/transaction.ts'

/** The end of the time in which processes of before may write events of the older form; `undefined` when there was none. */
export async function olderFormUntil(on: Connection): Promise<Date | undefined> {
  const [row] = await on.read<{ until: Date | null }>('select older_form_until as until from ledger_start')
  return row?.until ?? undefined
}

/**
 * Which events may be of the older form: those that the first anchor after that time covers, and all as long as there is no
 * such anchor. Nobody can turn a later event into one of the older form, nor move the time, which every anchor says.
 */
export async function olderFormRule(on: Connection): Promise<(event: NumberedEvent) => boolean> {
  const until = await olderFormUntil(on)
  if (!until) return () => false
  const [first] = await on.read<{ number: string }>(
    'select number from ledger_anchor where at >= $1 order by number limit 1',
    [until],
  )
  if (!first) return () => true
  const rows = await on.read<{ stream: string; sequence: string }>(
    `select stream, max(sequence) as sequence from ledger_anchor_head where number <= $1 group by stream`,
    [first.number],
  )
  const covered = new Map(rows.map(({ stream, sequence }) => [stream, Number(sequence)]))
  return ({ stream, sequence }) => sequence <= (covered.get(stream) ?? 0)
}
