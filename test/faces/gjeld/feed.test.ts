import assert from 'node:assert/strict'
import { revokeGrant } from '../../../server/usecases/grants/revoke-grant.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  api,
  type Credentials,
  type Fresh,
  feedScope,
  type GjeldWorld,
  p1,
  presentation,
  processing,
  startGjeldWorld,
} from '../../support/gjeld-world.ts'
import type { WholeApp } from '../../support/whole-app.ts'

interface FeedEvent {
  readonly sequenceNr: number
  readonly eventId: string
  readonly consentId: string
  readonly eventType: string
  readonly timestamp: string
  readonly samtykkeOpprettetEvent: Readonly<Record<string, unknown>> | null
  readonly samtykkeArkivertEvent: Readonly<Record<string, unknown>> | null
}

const day = 24 * 3600

onEachDatabase(
  'gjeld: the event feed',
  database => {
    let app: WholeApp
    let world: GjeldWorld
    let fresh: Fresh
    let a: Credentials
    let b: Credentials

    before(async () => {
      ;({ app, world, fresh } = await startGjeldWorld(database))
    })
    beforeEach(async () => {
      a = await fresh('A')
      b = await fresh('B')
    })
    afterEach(() => app.clock.reset())
    after(() => app.close())

    const agreed = async (name = 'loan-1', client = a, days = 100): Promise<string> =>
      (await world.register(client, { client_consent_id: name, consent_duration_days: days })).body.consent.id
    const revoke = async (id: string, client = a) => {
      const token = await world.machine(client, presentation, 'debt')
      assert.equal((await world.call('DELETE', `${api.debt}/${id}`, { token })).status, 204)
    }
    const events = async (client = a): Promise<readonly FeedEvent[]> => (await world.feed(client)).body.result
    const archived = async (id: string) =>
      (await events()).filter(
        ({ consentId, eventType }) => consentId === id && eventType === 'SAMTYKKE_ARKIVERT',
      )

    it('N83 tells of an agreement that was registered', async () => {
      const id = await agreed()
      const { status, body } = await world.feed(a)
      assert.equal(status, 200)
      assert.equal(Number.isNaN(Date.parse(body.generatedAt)), false)
      const [event, ...more] = body.result as FeedEvent[]
      assert.deepEqual(more, [])
      assert.equal(event!.eventType, 'SAMTYKKE_OPPRETTET')
      assert.equal(event!.consentId, id)
      assert.equal(event!.samtykkeArkivertEvent, null)
      assert.deepEqual(event!.samtykkeOpprettetEvent, {
        clientId: a.client_id,
        consentId: id,
        scope: presentation,
        externalConsentId: 'loan-1',
      })
      assert.ok(event!.sequenceNr >= 2)
      assert.deepEqual([body.startSequenceNr, body.endSequenceNr], [event!.sequenceNr, event!.sequenceNr])
    })

    it('N83 tells of a consent by redirect without a name of the client’s', async () => {
      const callback = 'https://a.example/cb'
      await world.personal(a, { scope: `${processing}.14`, callback })
      const [event] = await events()
      assert.equal(event!.eventType, 'SAMTYKKE_OPPRETTET')
      assert.equal(event!.samtykkeOpprettetEvent!.scope, processing)
      assert.equal('externalConsentId' in event!.samtykkeOpprettetEvent!, false)
    })

    it('N84 tells of a consent that was revoked', async () => {
      const id = await agreed()
      await revoke(id)
      const [created, ended] = await events()
      assert.equal(ended!.eventType, 'SAMTYKKE_ARKIVERT')
      assert.equal(ended!.consentId, id)
      assert.ok(ended!.sequenceNr > created!.sequenceNr)
      assert.equal(ended!.samtykkeOpprettetEvent, null)
      assert.deepEqual(ended!.samtykkeArkivertEvent, { clientId: a.client_id, consentId: id })
    })

    it('tells of a consent that the person withdrew', async () => {
      const id = await agreed()
      const grant = (await app.stores.consents.findGrant(id as never))!
      await revokeGrant(app.stores)({ id: grant.id, by: grant.grantedBy, reason: 'giver' })
      assert.equal((await archived(id)).length, 1)
    })

    it('N86 tells of a single-use consent that was used', async () => {
      const token = await world.personal(a, { scope: presentation, callback: 'https://a.example/cb' })
      const { body } = await world.call('GET', api.debt, { token })
      assert.equal((await archived(body.consent.id)).length, 1)
    })

    it('N87 tells once of a consent that expired, dated at its end', async () => {
      const id = await agreed('loan-1', a, 1)
      const grant = (await app.stores.consents.findGrant(id as never))!
      await world.moveClock(day - 60)
      assert.deepEqual(await archived(id), [])
      await world.moveClock(120)
      await world.moveClock(120)
      const [ended, ...more] = await archived(id)
      assert.deepEqual(more, [])
      assert.equal(ended!.timestamp, grant.validity.to.toISOString())
      const token = await world.machine(a, presentation, 'debt')
      assert.equal((await world.call('DELETE', `${api.debt}/${id}`, { token })).status, 403)
      assert.equal((await archived(id)).length, 1)
    })

    it('shows a client its own events only', async () => {
      const [own, other] = [await agreed(), await agreed('loan-1', b)]
      assert.deepEqual(
        (await events()).map(({ consentId }) => consentId),
        [own],
      )
      assert.deepEqual(
        (await events(b)).map(({ consentId }) => consentId),
        [other],
      )
    })

    it('N89 is walked page by page without a gap or a repetition', async () => {
      for (let number = 1; number <= 5; number++) await agreed(`loan-${number}`)
      const seen: FeedEvent[] = []
      let [next, end] = [1, 0]
      for (;;) {
        const { body } = await world.feed(a, next, 2)
        if (body.result.length === 0) break
        seen.push(...body.result)
        end = body.endSequenceNr
        next = end + 1
      }
      assert.equal(seen.length, 5)
      assert.equal(new Set(seen.map(({ eventId }) => eventId)).size, 5)
      const numbers = seen.map(({ sequenceNr }) => sequenceNr)
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].sort((one, other) => one - other),
      )
      assert.equal(end, (await world.ends(a)).last)
      assert.equal((await world.ends(a)).first, numbers[0])
    })

    it('begins with the number that is asked for', async () => {
      for (let number = 1; number <= 3; number++) await agreed(`loan-${number}`)
      const all = await events()
      const { body } = await world.feed(a, all[1]!.sequenceNr)
      assert.deepEqual(body.result, all.slice(1))
      assert.equal(body.startSequenceNr, all[1]!.sequenceNr)
    })

    it('N91 forgets events after seven days', async () => {
      await agreed('loan-1')
      await world.moveClock(4 * day)
      const later = await agreed('loan-2')
      await world.moveClock(4 * day)
      const { status, body } = await world.feed(a, 1)
      assert.equal(status, 200)
      assert.deepEqual(
        body.result.map(({ consentId }: FeedEvent) => consentId),
        [later],
      )
      assert.equal((await world.ends(a)).first, body.result[0].sequenceNr)
    })

    it('N92 has numbers on an empty feed, and a last one that never decreases', async () => {
      assert.deepEqual(await world.ends(a), { first: 0, last: 0 })
      await agreed()
      const { last } = await world.ends(a)
      await world.moveClock(8 * day)
      assert.deepEqual(await world.ends(a), { first: last, last })
      assert.deepEqual(await events(), [])
    })

    it('N93 gives an empty page from which one may go on', async () => {
      const empty = await world.feed(a, 1)
      assert.equal(empty.status, 200)
      assert.deepEqual(empty.body.result, [])
      assert.ok(empty.body.endSequenceNr >= 1)
      const id = await agreed()
      const { body } = await world.feed(a, empty.body.endSequenceNr + 1)
      assert.deepEqual(
        body.result.map(({ consentId }: FeedEvent) => consentId),
        [id],
      )
      const after = await world.feed(a, body.endSequenceNr + 1)
      assert.deepEqual(after.body.result, [])
      assert.deepEqual(
        [after.body.startSequenceNr, after.body.endSequenceNr],
        [body.endSequenceNr + 1, body.endSequenceNr],
      )
      await revoke(id)
      assert.equal((await world.feed(a, after.body.endSequenceNr + 1)).body.result.length, 1)
    })

    it('F19: goes on without a gap for who comes with a number of long ago, as far back as it remembers', async () => {
      await agreed('loan-1')
      const [old] = await events()
      await world.moveClock(6 * day)
      await agreed('loan-2')
      const since = await world.feed(a, old!.sequenceNr + 1)
      assert.equal(since.body.result.length, 1)
      await world.moveClock(2 * day)
      assert.deepEqual((await world.feed(a, old!.sequenceNr)).body.result, since.body.result)
      assert.ok(Number((await world.ends(a)).first) > old!.sequenceNr, 'what is gone can be told')
    })

    it('F19: gives a number from the future nothing, and a last number by which its bearer sees it', async () => {
      await agreed('loan-1')
      const last = Number((await world.ends(a)).last)
      const { status, body } = await world.feed(a, last + 100)
      assert.deepEqual(
        [status, body.result, body.startSequenceNr, body.endSequenceNr],
        [200, [], last + 100, last + 99],
      )
      assert.equal((await world.ends(a)).last, last)
    })

    it('F19: gives another client’s number the caller’s own events, none of the other’s', async () => {
      for (const name of ['loan-1', 'loan-2', 'loan-3']) await agreed(name, b)
      const own = await agreed()
      const theirs = Number((await world.ends(b)).last)
      const { body } = await world.feed(a, theirs)
      const mine = (await events()).filter(({ sequenceNr }) => sequenceNr >= theirs)
      assert.deepEqual(body.result, mine)
      assert.ok((await events()).every(({ consentId }) => consentId === own))
    })

    it('accepts any limit, and counts more than a thousand as a thousand', async () => {
      await agreed()
      const token = await world.machine(a, feedScope, 'feed')
      for (const limit of ['500', '1000', '100000', '9223372036854775807']) {
        const { status, body } = await world.call('GET', `${api.feed}?fromSequenceNr=1&limit=${limit}`, {
          token,
        })
        assert.equal(status, 200)
        assert.equal(body.result.length, 1)
      }
      const far = await world.call('GET', `${api.feed}?fromSequenceNr=9223372036854775807&limit=1`, { token })
      assert.equal(far.status, 200)
    })

    it('N95 refuses other parameters with 400, no token with 401, one for something else with 403', async () => {
      const token = await world.machine(a, feedScope, 'feed')
      const wrong = [
        'fromSequenceNr=1',
        'limit=1',
        'fromSequenceNr=1&limit=0',
        'fromSequenceNr=0&limit=1',
        'fromSequenceNr=abc&limit=1',
        'fromSequenceNr=-1&limit=1',
        'fromSequenceNr=1&limit=1e3',
        'fromSequenceNr=1&fromSequenceNr=2&limit=1',
      ]
      for (const query of wrong) {
        const { status, body } = await world.call('GET', `${api.feed}?${query}`, { token })
        assert.equal(status, 400, query)
        assert.equal(body.error, 'Bad Request')
        assert.ok(body.path.endsWith(api.feed) && body.requestId && body.timestamp)
      }
      const debt = await world.machine(a, presentation, 'debt')
      for (const path of ['?fromSequenceNr=1&limit=1', '/firstSequenceNr', '/lastSequenceNr']) {
        assert.equal((await world.call('GET', `${api.feed}${path}`)).status, 401)
        assert.equal((await world.call('GET', `${api.feed}${path}`, { token: debt })).status, 403)
      }
    })

    it('names nobody by a national identity number', async () => {
      await agreed()
      assert.equal(JSON.stringify(await events()).includes(p1), false)
    })
  },
  'before all',
)
