import type { GrantId } from '../../../../server/domain/ids.ts'
import type { Misfit } from '../../../../server/domain/ledger.ts'
import type { Connection } from '../../database/transaction.ts'
import { requestsOfGrant } from '../../grants/requests-of-grant.ts'
import { type EventRow, toNumberedEvent } from '../../rows/event.ts'
import { genesisHash } from '../event-hash.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { readAttested } from './attested-rows.ts'
import { eventMisfit } from './event-misfit.ts'
import { misfitAt } from './examine-events.ts'
import { olderFormRule } from './older-form.ts'
import { unattestedOf } from './unattested-rows.ts'

interface LinkedRow extends EventRow {
  /** Of the neighbours; the feed's counter stands after the last. */
  readonly hash_before: string | null
  readonly hash_said_after: string | null
}

const linked = `select e.*, b.hash as hash_before, coalesce(a.previous_hash,
    case when s.sequence = e.sequence then s.head_hash end) as hash_said_after
  from event e join event_stream s on s.stream = e.stream
  left join event b on b.stream = e.stream and b.sequence = e.sequence - 1
  left join event a on a.stream = e.stream and a.sequence = e.sequence + 1
  where e.grant_id = $1 or e.request_id = ${requestsOfGrant}
  order by e.sequence`

/** What of a grant and its history does not fit the ledger. */
export async function grantMisfit(
  on: Connection,
  id: GrantId,
  texts: Pick<PrivateTexts, 'keyIn'>,
): Promise<Misfit | undefined> {
  const rows = await on.read<LinkedRow>(linked, [id])
  const events = rows.map(toNumberedEvent)
  const attested = await readAttested(on, events, texts)
  const isOld = events.some(({ contentHash }) => contentHash === undefined)
  const mayBeOlder = isOld ? await olderFormRule(on) : () => false
  for (const [index, event] of events.entries()) {
    const why = isLinked(rows[index]!) ? eventMisfit(event, { attested, mayBeOlder }) : 'order'
    if (why) return misfitAt(event, why)
  }
  return unattestedOf(on, id)
}

function isLinked(row: LinkedRow): boolean {
  const before = Number(row.sequence) === 1 ? genesisHash : row.hash_before
  return row.previous_hash === before && row.hash === row.hash_said_after
}
