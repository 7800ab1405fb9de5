import type { EventType, NumberedEvent } from '../../../../server/domain/event.ts'
import { type Attested, contentOf } from '../../../../server/domain/evidence.ts'
import type { MisfitReason } from '../../../../server/domain/ledger.ts'
import type { ConsentRequest } from '../../../../server/domain/requests/consent-request.ts'
import { InconsistentRow } from '../../rows/inconsistent-row.ts'
import { contentHash, eventHash, sha256Hex } from '../event-hash.ts'
import type { FindAttested } from './attested-rows.ts'

/** What an event has to fit beside its neighbours. */
export interface Measure {
  readonly attested: FindAttested
  readonly mayBeOlder: (event: NumberedEvent) => boolean
}

/** Why an event does not fit by itself. */
export function eventMisfit(
  event: NumberedEvent,
  { attested, mayBeOlder }: Measure,
): MisfitReason | undefined {
  if (event.hash !== eventHash(event)) return 'hash'
  if (event.contentHash === undefined && !mayBeOlder(event)) return 'older-form'
  try {
    const { isErased, gone, ...content } = attested(event)
    const { request, grant } = content
    if (isChangedOtherwise(grant, event)) return 'content'
    const mayLackText = isErased || gone.text
    if (!mayLackText && decides.has(event.type) && request && !isAsRead(request)) return 'text'
    if (event.contentHash === undefined || (gone.uses && isUseWithoutRow(event, content))) return undefined
    const found = contentHash(contentOf(event.type, content))
    if (found === event.contentHash) return undefined
    const fits = factsIn(found) === factsIn(event.contentHash) || hadRights(event.type, content)
    const mayLackWords = isErased || (event.type === 'used' ? gone.uses : gone.words)
    return mayLackWords && fits ? undefined : 'content'
  } catch (error) {
    if (error instanceof InconsistentRow) return 'content'
    throw error
  }
}

/** Whether a grant says of the event that changed it last what the event does not. */
const isChangedOtherwise = (grant: Attested['grant'], { id, at, requestId }: NumberedEvent): boolean =>
  grant?.changed?.by === id &&
  (grant.changed.at.getTime() !== at.getTime() || grant.changed.requestId !== requestId)

const isUseWithoutRow = ({ type }: NumberedEvent, { use }: Attested): boolean =>
  type === 'used' && use === undefined

/** Whether rights, which are among the facts of what was asked and given, were erased with the words. */
const hadRights = (type: EventType, { request, grant }: Attested): boolean =>
  tellsRights.has(type) && [request, grant].some(one => one?.rights?.length === 0)

const tellsRights: ReadonlySet<EventType> = new Set<EventType>([
  'requested',
  'accepted',
  'rejected',
  'changed',
])

const factsIn = (hashes: string): string | undefined => hashes.split('.')[0]

const decides: ReadonlySet<EventType> = new Set<EventType>(['accepted', 'rejected', 'changed'])

function isAsRead({ state }: ConsentRequest): boolean {
  if (!('decision' in state)) return true
  const { text, hash } = state.decision.shown
  return sha256Hex(text) === hash
}
