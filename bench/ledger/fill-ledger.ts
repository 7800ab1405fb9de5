import { Client } from 'pg'
import { contentHash, eventHash, genesisHash, sha256Hex } from '../../adapters/knex/ledger/event-hash.ts'
import { grantWriting } from '../../adapters/knex/rows/authorization-grant.ts'
import { requestWriting } from '../../adapters/knex/rows/consent-request.ts'
import { decisionWriting } from '../../adapters/knex/rows/decision.ts'
import { type ConsentEvent, grantEvent, type NumberedEvent, requestEvent } from '../../server/domain/event.ts'
import { type Attested, contentOf } from '../../server/domain/evidence.ts'
import type { EventId, GrantId, PartyId } from '../../server/domain/ids.ts'
import { accept, type ConsentRequest } from '../../server/domain/requests/consent-request.ts'
import { aDecision, aRequest, noon } from '../../test/support/fixtures.ts'
import { insert, toRow } from '../rows.ts'

const askers = 200
const consentsAtOnce = 1000

/** As long as a question is. */
const shownText = 'Banken ber om å få se gjelden din, fordi du har søkt om lån. '.repeat(25)

type Rows = Record<string, object[]>

interface Filling {
  readonly usesOfEach?: number
  readonly asked?: Partial<ConsentRequest>
}

/**
 * A ledger of at least so many events, of consents that were asked for in this way, given by the one asked and used some times.
 * Gives how many events there are.
 */
export async function fillLedger(
  databaseUrl: string,
  events: number,
  { usesOfEach = 3, asked = {} }: Filling = {},
): Promise<number> {
  const eventsOfEach = ['asked', 'given'].length + usesOfEach
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    await client.query('set session_replication_role = replica; set synchronous_commit = off')
    const feeds = new Map<string, NumberedEvent>()
    const consents = Math.ceil(events / eventsOfEach)
    for (let first = 0; first < consents; first += consentsAtOnce) {
      const rows: Rows = {}
      for (let number = first; number < Math.min(consents, first + consentsAtOnce); number++)
        addConsent(rows, { number, asked, usesOfEach }, feeds)
      for (const [table, all] of Object.entries(rows)) await insert(client, table, all)
    }
    await insert(client, 'event_stream', [...feeds.values()].map(toCounterRow))
    await client.query('set session_replication_role = origin')
    await client.query('vacuum analyze')
    return consents * eventsOfEach
  } finally {
    await client.end()
  }
}

const id = <Id>(kind: number, number: number): Id =>
  `${sha256Hex(`${number}`).slice(0, 8)}-0000-7000-800${kind}-${number.toString(16).padStart(12, '0')}` as Id

interface Consent extends Required<Filling> {
  readonly number: number
}

/** Those who ask, by turns. */
export const askerIds: readonly PartyId[] = Array.from({ length: askers }, (_, number) => id(9, number))

function addConsent(
  rows: Rows,
  { number, asked, usesOfEach }: Consent,
  feeds: Map<string, NumberedEvent>,
): void {
  const requestedBy = askerIds[number % askers]!
  const createdAt = new Date(noon.getTime() - number * 1000)
  const request = aRequest({ createdAt, ...asked, id: id(1, number), requestedBy })
  const shown = { text: shownText, hash: sha256Hex(shownText), templateVersion: 'consent-request/2' }
  const decision = aDecision({ shown, by: request.requestedTo, at: createdAt })
  const accepted = accept(request, decision, { grantId: id<GrantId>(2, number) })
  const { grant } = accepted
  const moment = (kind: number, by: PartyId) => ({ id: id<EventId>(kind, number), by, at: decision.at })

  add(rows, 'consent_request', {
    ...toRow(requestWriting, { ...request, sealed: undefined }),
    state: 'accepted',
  })
  add(
    rows,
    'decision',
    toRow(decisionWriting, {
      request: accepted.request,
      decision,
      sealedText: undefined,
    }),
  )
  add(rows, 'authorization_grant', toRow(grantWriting, { ...grant, sealed: undefined }))
  const [scope] = grant.scopes
  add(rows, 'grant_scope', {
    grant_id: grant.id,
    ordinal: 1,
    permission: scope?.permission,
    resource_type: scope?.resourceType,
    resource_id: scope?.resourceId,
  })
  append(rows, feeds, {
    event: requestEvent('requested', request, moment(3, requestedBy)),
    attested: { request },
  })
  append(rows, feeds, {
    event: requestEvent('accepted', accepted.request, moment(4, decision.by)),
    attested: accepted,
  })
  for (let use = 0; use < usesOfEach; use++)
    addUse(rows, feeds, { grant, moment: moment(5 + use, requestedBy) })
}

interface Using {
  readonly grant: Parameters<typeof grantEvent>[1]
  readonly moment: Parameters<typeof grantEvent>[2]
}

function addUse(rows: Rows, feeds: Map<string, NumberedEvent>, { grant, moment }: Using): void {
  const use = {
    grantId: grant.id,
    at: moment.at,
    clientId: 'register',
    what: 'Gjeld hentet',
    traceId: undefined,
  }
  add(rows, 'grant_use', {
    id: moment.id,
    grant_id: grant.id,
    used_at: use.at,
    client_id: use.clientId,
    what: use.what,
  })
  append(rows, feeds, { event: grantEvent('used', grant, moment), attested: { use } })
}

interface Appended {
  readonly event: ConsentEvent
  readonly attested: Attested
}

function append(rows: Rows, feeds: Map<string, NumberedEvent>, { event, attested }: Appended): void {
  const last = feeds.get(event.stream)
  const unhashed = {
    ...event,
    sequence: (last?.sequence ?? 0) + 1,
    previousHash: last?.hash ?? genesisHash,
    contentHash: contentHash(contentOf(event.type, attested)),
  }
  const numbered = { ...unhashed, hash: eventHash(unhashed) }
  feeds.set(event.stream, numbered)
  add(rows, 'event', {
    stream: numbered.stream,
    sequence: numbered.sequence,
    id: numbered.id,
    type: numbered.type,
    request_id: numbered.requestId ?? null,
    grant_id: numbered.grantId ?? null,
    by_party: numbered.by ?? null,
    at: numbered.at,
    content_hash: numbered.contentHash,
    previous_hash: numbered.previousHash,
    hash: numbered.hash,
  })
}

const toCounterRow = ({ stream, sequence, previousHash, hash }: NumberedEvent): object => ({
  stream,
  sequence,
  previous_hash: previousHash,
  head_hash: hash,
})

function add(rows: Rows, table: string, row: object): void {
  rows[table] ??= []
  rows[table].push(row)
}
