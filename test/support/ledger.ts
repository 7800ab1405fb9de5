import assert from 'node:assert/strict'
import type { Knex } from 'knex'
import { eventHash, genesisHash } from '../../adapters/knex/ledger/event-hash.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../adapters/knex/rows/event.ts'
import type { NumberedEvent } from '../../server/domain/event.ts'

/** What the database says of all grants, whoever asks. */
export interface Ledger {
  readonly grants: readonly { readonly id: string; readonly state: string }[]
}

/**
 * Asserts that nothing is half done: each yes has its grant, each grant its decision, scopes and events, and every
 * feed its numbers without a gap, chained by their hashes.
 */
export async function assertLedgerHolds(knex: Knex): Promise<Ledger> {
  const all = async <Row>(text: string): Promise<readonly Row[]> => (await knex.raw(text)).rows
  assert.deepEqual(await all(halfDone), [])
  const streams = await all<{ stream: string; sequence: string; head_hash: string }>(
    'select * from event_stream',
  )
  const events = (await all<EventRow>(`select ${eventColumns} from event order by stream, sequence`)).map(
    toNumberedEvent,
  )
  for (const { stream, sequence, head_hash } of streams) {
    const feed = events.filter(event => event.stream === stream)
    assert.equal(feed.length, Number(sequence), 'numbers without a gap')
    assert.equal(brokenLink(feed), undefined, 'a whole chain')
    assert.equal(feed.at(-1)?.hash, head_hash, 'the head is the last event')
  }
  return { grants: await all('select id, state from authorization_grant') }
}

/** The first event of a whole feed, lowest number first, at which the chain does not hold. */
export function brokenLink(feed: readonly NumberedEvent[]): NumberedEvent | undefined {
  return feed.find((event, index) => {
    const before = feed[index - 1]
    const follows = event.previousHash === (before?.hash ?? genesisHash)
    return !follows || event.sequence !== index + 1 || event.hash !== eventHash(event)
  })
}

const countOf = (table: string, where: string) => `(select count(*)::int from ${table} where ${where})`

/** Accepted requests and grants of which a part is missing or there twice. */
const halfDone = `select * from (
    select r.id as request, r.state, r.changes_grant as changes, g.id as grant, g.state as grant_state,
      ${countOf('decision d', "d.request_id = r.id and d.outcome = 'accepted'")} as decisions,
      ${countOf('event e', "e.request_id = r.id and e.type = 'requested'")} as asked,
      ${countOf('event e', "e.request_id = r.id and e.type in ('accepted', 'changed')")} as accepted,
      ${countOf('grant_scope s', 's.grant_id = g.id')} as scopes,
      ${countOf('grant_use u', 'u.grant_id = g.id')} as uses,
      ${countOf('event e', "e.grant_id = g.id and e.type = 'used'")} as used,
      ${countOf('event e', "e.grant_id = g.id and e.type = 'revoked'")} as revoked
    from consent_request r full join authorization_grant g on g.request_id = r.id
  ) one
  where request is null or asked <> 1
    or (changes is null and (state = 'accepted') <> ("grant" is not null))
    or (changes is not null and "grant" is not null)
    or (state = 'accepted') <> (decisions = 1)
    or (state = 'accepted') <> (accepted = 1)
    or ("grant" is not null and scopes = 0)
    or uses <> used
    or (coalesce(grant_state, '') = 'revoked') <> (revoked = 1)`
