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
    const { isErased, ...content } = attested(event)
    const { request } = content
    if (!isErased && decides.has(event.type) && request && !isAsRead(request)) return 'text'
    if (event.contentHash === undefined) return undefined
    const found = contentHash(contentOf(event.type, content))
    if (found === event.contentHash) return undefined
    return isErased && fitsWithoutWords(found, event.contentHash, content) ? undefined : 'content'
  } catch (error) {
    if (error instanceof InconsistentRow) return 'content'
    throw error
  }
}

/** The facts alone; and not they where rights, which are among them, were erased with the words. */
const fitsWithoutWords = (found: string, kept: string, { request, grant }: Attested): boolean =>
  request?.rights?.length === 0 || grant?.rights?.length === 0 || factsIn(found) === factsIn(kept)

const factsIn = (hashes: string): string | undefined => hashes.split('.')[0]

const decides: ReadonlySet<EventType> = new Set<EventType>(['accepted', 'rejected'])

function isAsRead({ state }: ConsentRequest): boolean {
  if (!('decision' in state)) return true
  const { text, hash } = state.decision.shown
  return sha256Hex(text) === hash
}
