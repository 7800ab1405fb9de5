import assert from 'node:assert/strict'
import type { Knex } from 'knex'
import { sha256Hex } from '../../../../adapters/knex/ledger/event-hash.ts'
import { openPostgres } from '../../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { grantEvent, requestEvent } from '../../../../server/domain/event.ts'
import type { AuthorizationGrant } from '../../../../server/domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../../../server/domain/grants/grant-use.ts'
import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../../../server/domain/ids.ts'
import { accept, type ConsentRequest } from '../../../../server/domain/requests/consent-request.ts'
import { freshPostgresUrl, onEachDatabase, onPostgres, type TestDatabase } from '../../../support/database.ts'
import type { Problem } from '../../../../server/domain/problem.ts'
import { expectRejected } from '../../../support/expect-problem.ts'
import { aDecision, aGrant, aRequest, bank, kari, noon, ola } from '../../../support/fixtures.ts'
import { assertLedgerHolds } from '../../../support/ledger.ts'
import { statementsOf } from '../../../support/statement-counter.ts'
import { addFixtureParties, storesOn, type TestStores } from '../../../support/stores.ts'

const many = Array.from({ length: 40 }, (_, nth) => nth)

const read = 'Banken ber om å få se "gjelden" din.'
const shown = { text: read, hash: sha256Hex(read), templateVersion: 'consent-request/2' }

/** Asks, answers and uses over some stores, and gives what each call answers. */
function acts({ consents, ids }: TestStores) {
  const moment = (by: PartyId = kari) => ({ id: ids.uuid() as EventId, by, at: noon })
  const accepted = (request: ConsentRequest) =>
    accept(request, aDecision({ shown }), { grantId: ids.uuid() as GrantId })
  return {
    moment,
    ask: (request: ConsentRequest) =>
      consents.addRequest(request, requestEvent('requested', request, moment(bank))),
    sayYes: (request: ConsentRequest, by?: PartyId) => {
      const answer = accepted(request)
      const event = requestEvent('accepted', answer.request, moment(by))
      return consents.saveRequest({ ...answer, event })
    },
    use: (grant: AuthorizationGrant, more: Partial<GrantUse> = {}) => {
      const use = { grantId: grant.id, at: noon, clientId: 'bank', what: 'debt', traceId: undefined, ...more }
      return consents.addUse(grant, use, grantEvent('used', grant, moment(bank)))
    },
    newRequest: (requestedBy = bank) =>
      aRequest({ id: ids.uuid() as ConsentRequestId, requestedBy, annotations: { 'oauth:a': 'b' } }),
    async asked(number: number, requestedBy = bank): Promise<readonly ConsentRequest[]> {
      const requests = Array.from({ length: number }, () => this.newRequest(requestedBy))
      assert.equal(count(await Promise.all(requests.map(request => this.ask(request)))), number)
      return requests
    },
    async given(): Promise<AuthorizationGrant> {
      const [request] = await this.asked(1)
      assert.equal(await this.sayYes(request!), true)
      return (await consents.findGiven(request!.id))!
    },
  }
}

/** Of a use, what it has seldom. */
const told = {
  codes: ['a "code"', 'back\\slash', '{}'],
  language: 'en',
  onBehalf: { by: ola, of: bank },
  audience: 'https://debt.example',
} as const

const count = (answers: readonly boolean[]): number => answers.filter(Boolean).length

onEachDatabase('changes that come to one asker at once', database => {
  let stores: TestStores
  let by: ReturnType<typeof acts>
  beforeEach(async () => {
    stores = storesOn(database)
    by = acts(stores)
    await addFixtureParties(database)
  })

  /** Each event is linked to the one before and attests what the rows say, and no row is without one. */
  const assertAttested = async (events: number) => {
    const found = await stores.evidence.examine()
    assert.deepEqual([found.misfit, found.events], [undefined, events])
  }

  it('are kept whole in two commits, forty yes-answers, in the order in which they came', async () => {
    const requests = await by.asked(many.length)
    let answers: readonly boolean[] = []
    const statements = await statementsOf(database, async () => {
      answers = await Promise.all(requests.map(request => by.sayYes(request)))
    })
    assert.equal(count(answers), many.length)
    assert.deepEqual(
      statements.map(text => text.split(/[ ;]/, 1)[0]),
      ['with', 'begin', 'with', 'with', 'commit'],
      statements.join('\n'),
    )
    const feed = await stores.query.events(bank, many.length, 100)
    assert.deepEqual(
      feed.map(({ requestId }) => requestId),
      requests.map(({ id }) => id),
    )
    for (const { id } of requests) {
      const grant = await stores.consents.findGiven(id)
      assert.deepEqual([grant?.annotations, grant?.scopes], [{ 'oauth:a': 'b' }, aRequest().scopes])
    }
    await assertAttested(2 * many.length)
  })

  it('are questions, agreements, answers and uses, the first of a new asker, too', async () => {
    const grant = await by.given()
    const requests = await by.asked(many.length)
    const agreement = (nth: number) =>
      aGrant({
        id: stores.ids.uuid() as GrantId,
        requestId: undefined,
        agreementKey: `loan-${nth}`,
        grantedTo: ola,
      })
    const answers = await Promise.all([
      ...requests.map(request => by.sayYes(request)),
      ...many.map(() => by.ask(by.newRequest())),
      ...many.map(() => by.ask(by.newRequest(kari))),
      ...many.map(nth => by.use(grant, nth % 2 ? told : undefined)),
      ...many
        .map(agreement)
        .map(one => stores.consents.addGrant(one, grantEvent('accepted', one, by.moment()))),
    ])
    assert.equal(count(answers), 5 * many.length)
    const { uses } = await stores.query.history(grant.id)
    const coded = uses.filter(({ codes }) => codes)
    assert.deepEqual({ ...coded[0], ...told }, coded[0])
    assert.equal(coded.length, many.length / 2)
    await assertAttested(2 + 6 * many.length)
  })

  it('have one winner for each request, however many answer it', async () => {
    const requests = await by.asked(5)
    const answers = await Promise.all(many.map(nth => by.sayYes(requests[nth % 5]!)))
    assert.equal(count(answers), 5)
    assert.equal((await assertLedgerHolds(database.knex)).grants.length, 5)
  })

  it('do not fail with one that cannot be kept', async () => {
    const nobody = '00000000-0000-7000-8000-00000000ffff' as PartyId
    const requests = await by.asked(many.length)
    const answers = await Promise.allSettled(
      requests.map((request, nth) => by.sayYes(request, nth === 20 ? nobody : kari)),
    )
    assert.deepEqual(
      answers.flatMap(({ status }, nth) => (status === 'rejected' ? [nth] : [])),
      [20],
    )
    assert.equal((await assertLedgerHolds(database.knex)).grants.length, many.length - 1)
  })

  it('leave out the uses of a consent that was taken back', async () => {
    const [taken, standing] = [await by.given(), await by.given()]
    await stores.consents.changeHeld({ id: taken.id }, held => {
      const grant = { ...held, state: { name: 'revoked', at: noon, by: kari, reason: 'giver' } } as const
      return { grant, event: grantEvent('revoked', grant, by.moment()) }
    })
    const answers = await Promise.all(many.map(nth => by.use(nth % 2 ? taken : standing)))
    assert.deepEqual(
      answers,
      many.map(nth => nth % 2 === 0),
    )
    await assertLedgerHolds(database.knex)
  })

  it('go beside those of an older process and of units of work, one by one, without a gap', async () => {
    const requests = await by.asked(many.length)
    const alone = (request: ConsentRequest) => database.unitOfWork.run(() => by.sayYes(request))
    const answers = await Promise.all(
      requests.map((request, nth) => (nth % 2 ? by.sayYes(request) : alone(request))),
    )
    assert.equal(count(answers), many.length)
    assert.equal((await assertLedgerHolds(database.knex)).grants.length, many.length)
  })
})

describe('changes that come to one asker in two processes', () => {
  onPostgres(() => {
    const processes: TestDatabase[] = []
    let by: ReturnType<typeof acts>[]
    let knex: Knex

    before(async () => {
      const url = await freshPostgresUrl()
      for (const database of [openPostgres(url), openPostgres(url)])
        processes.push({ ...database, ...knexUnitOfWork(database.knex, database.lanes) })
      knex = processes[0]!.knex
      await addFixtureParties(processes[0]!)
      by = processes.map(database => acts(storesOn(database)))
    })
    after(() => Promise.all(processes.map(({ close }) => close())))

    const held = async (lock: string, values: readonly string[], work: () => Promise<void>) => {
      const holder = await knex.transaction()
      try {
        await holder.raw(lock, [...values])
        await work()
      } finally {
        await holder.rollback()
      }
    }

    it('have one winner for each request, and numbers without a gap', async () => {
      const requests = await by[0]!.asked(many.length)
      const answers = await Promise.all(
        requests.flatMap(request => by.map(process => process.sayYes(request))),
      )
      assert.equal(count(answers), many.length)
      await assertLedgerHolds(knex)
    })

    it('F9: do not wait for a consent whose row somebody holds', async () => {
      const requests = await by[0]!.asked(many.length)
      const locked = requests[20]!
      let answer: Promise<boolean> | undefined
      await held('select from consent_request where id = ? for update', [locked.id], async () => {
        const answers = requests.map(request => by[0]!.sayYes(request))
        answer = answers[20]!
        answer.catch(() => {})
        assert.equal(count(await Promise.all(answers.toSpliced(20, 1))), many.length - 1)
      })
      const late = await answer?.catch((error: Problem) => error.code)
      assert.ok(late === true || late === 'storage.unavailable', `${late}`)
      await assertLedgerHolds(knex)
    })

    it('F9: are all told to come again when nobody can be numbered, and other askers’ are kept', async () => {
      const [requests, others] = [await by[0]!.asked(5), await by[0]!.asked(5, ola)]
      await held('select from event_stream where stream = ? for update', [bank], async () => {
        const answers = requests.map(request =>
          expectRejected('storage.unavailable', () => by[0]!.sayYes(request)),
        )
        assert.equal(count(await Promise.all(others.map(request => by[0]!.sayYes(request)))), 5)
        await Promise.all(answers)
      })
      assert.equal(count(await Promise.all(requests.map(request => by[1]!.sayYes(request)))), 5)
      await assertLedgerHolds(knex)
    })
  })
})
