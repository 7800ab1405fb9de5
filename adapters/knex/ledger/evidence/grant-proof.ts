import type { NumberedEvent } from '../../../../server/domain/event.ts'
import { contentOf } from '../../../../server/domain/evidence.ts'
import type { GrantId, PartyId } from '../../../../server/domain/ids.ts'
import {
  type AnchoredRun,
  hashedSuffix,
  type LedgerProof,
  type ProofAnchor,
  type ProvenEvent,
} from '../../../../server/domain/ledger-proof.ts'
import type { Connection } from '../../database/transaction.ts'
import { requestsOfGrant } from '../../grants/requests-of-grant.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../rows/event.ts'
import { type HeadRow, toHead } from '../anchored-heads.ts'
import { contentHash } from '../event-hash.ts'
import { type FindAttested, readAttested } from './attested-rows.ts'

const ownEvents = `select ${eventColumns} from event where grant_id = $1 or request_id = ${requestsOfGrant}
  order by stream, sequence`

/** Everything that happened to a grant, and how each of it is reached from an anchor. */
export async function grantProof(
  on: Connection,
  id: GrantId,
  texts: Pick<PrivateTexts, 'keyIn'>,
): Promise<LedgerProof> {
  const events = (await on.read<EventRow>(ownEvents, [id])).map(toNumberedEvent)
  const attested = await readAttested(on, events, texts)
  const places = await anchoredPlaces(on, events)
  const runs = await Promise.all(places.map(place => runOf(on, place)))
  const numbers = [...new Set(places.map(({ anchor }) => anchor))]
  return {
    events: events.map(event => ({ event, ...contentIn(event, attested) })),
    runs,
    anchors: await Promise.all(numbers.map(number => anchorOf(on, number))),
  }
}

/** The two texts as they can be told today: of somebody who was forgotten, what still is what was hashed. */
function contentIn(event: NumberedEvent, attested: FindAttested): Pick<ProvenEvent, 'facts' | 'words'> {
  const content = contentOf(event.type, attested(event))
  const [facts, words] = event.contentHash?.split('.') ?? []
  const [nowFacts, nowWords] = contentHash(content).split('.')
  return {
    facts: nowFacts === facts ? content.facts : undefined,
    words: nowWords === words ? content.words : undefined,
  }
}

/** From the first event of the grant under an anchor to the head that the anchor signs. */
interface Place {
  readonly anchor: number
  readonly stream: PartyId
  readonly from: number
  readonly to: number
}

interface PlaceRow {
  readonly stream: PartyId
  readonly first: string
  readonly number: string
  readonly head: string
}

const nearestAnchors = `select e.stream, min(e.sequence) as first, h.number, h.sequence as head
  from unnest($1::uuid[], $2::bigint[]) as e (stream, sequence)
  cross join lateral (select number, sequence from ledger_anchor_head a
    where a.stream = e.stream and a.sequence >= e.sequence order by a.number limit 1) h
  group by e.stream, h.number, h.sequence order by h.number, e.stream`

/** Of all runs together: a file of some megabytes. Those that are farther from their anchor are left out. */
const mostLinks = 20_000

async function anchoredPlaces(on: Connection, events: readonly NumberedEvent[]): Promise<readonly Place[]> {
  const rows = await on.read<PlaceRow>(nearestAnchors, [
    events.map(({ stream }) => stream),
    events.map(({ sequence }) => sequence),
  ])
  let links = 0
  return rows
    .map(({ stream, first, number, head }) => ({
      anchor: Number(number),
      stream,
      from: Number(first),
      to: Number(head),
    }))
    .toSorted((one, other) => one.to - one.from - (other.to - other.from))
    .filter(({ from, to }) => {
      links += to - from + 1
      return links <= mostLinks
    })
}

const between = `select ${eventColumns} from event where stream = $1 and sequence between $2 and $3 order by sequence`

async function runOf(on: Connection, { anchor, stream, from, to }: Place): Promise<AnchoredRun> {
  const events = (await on.read<EventRow>(between, [stream, from, to])).map(toNumberedEvent)
  return {
    anchor,
    stream,
    from,
    previousHash: events[0]?.previousHash ?? '',
    suffixes: events.map(event => hashedSuffix(event, event.contentHash)),
  }
}

async function anchorOf(on: Connection, number: number): Promise<ProofAnchor> {
  const [row] = await on.read<{ signed: string }>('select signed from ledger_anchor where number = $1', [
    number,
  ])
  const heads = await on.read<HeadRow>(
    'select stream, sequence, hash from ledger_anchor_head where number = $1 order by stream',
    [number],
  )
  return { number, signed: row?.signed ?? '', heads: heads.map(toHead) }
}
