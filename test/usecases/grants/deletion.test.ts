import assert from 'node:assert/strict'
import { deletionStatusAt } from '../../../server/domain/grants/deletion.ts'
import type { GrantId } from '../../../server/domain/ids.ts'
import { organization } from '../../../server/domain/party.ts'
import type { AnswerDeletion } from '../../../server/usecases/grants/answer-deletion.ts'
import type { RequestConsent } from '../../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { keepRows } from '../../support/kept-rows.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

const day = 24 * 3600
const done = { name: 'done', deletedAt: undefined } as const
const law = { name: 'refused', basis: 'Bokføringsloven § 13: fem år', language: 'nb' } as const

onEachDatabase('a wish for deletion', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
    world.clock.hold(new Date())
  })
  afterEach(() => world.clock.reset())

  const give = async (changes: Partial<RequestConsent> = {}): Promise<GrantId> => {
    const { request } = await world.core.requestConsent(askFor(world.kari, world.clock.now(), changes))
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })).grant.id
  }
  const withdraw = (id: GrantId) => world.core.revokeGrant({ id, by: world.kari.id, reason: 'giver' })
  const withdrawn = async (changes: Partial<RequestConsent> = {}) => {
    const id = await give(changes)
    await withdraw(id)
    return id
  }
  const ask = (id: GrantId, by = world.kari.id) => world.core.requestDeletion({ id, by })
  const asked = async (changes: Partial<RequestConsent> = {}) => {
    const id = await withdrawn(changes)
    await ask(id)
    return id
  }
  const answer = (id: GrantId, said: AnswerDeletion['answer'], by = world.bank.id) =>
    world.core.answerDeletion({ id, by, clientId: 'demo-web', answer: said })
  const find = (id: GrantId) => world.ports.deletions.find(id)
  const eventsOf = async (id: GrantId) =>
    (await world.ports.query.history(id)).events
      .map(({ type }) => type)
      .filter(type => type.startsWith('deletion-'))

  it('is put by the giver once the consent has ended, and once only', async () => {
    const id = await give()
    await expectRejected('deletion.too-early', () => ask(id))
    assert.equal(await find(id), undefined)
    await withdraw(id)
    await ask(id)
    const first = await find(id)
    world.clock.advance(day)
    await ask(id)
    assert.deepEqual(await find(id), first)
    assert.deepEqual(await eventsOf(id), ['deletion-requested'])
    assert.equal(first?.requested.answerBy.getTime(), first!.requested.at.getTime() + 30 * day * 1000)
    assert.equal(world.recorded.filter(({ what }) => what === 'consent.deletion_requested').length, 1)
  })

  it('is put of a consent whose time is over, and that was announced, too', async () => {
    const id = await give()
    world.clock.hold((await world.ports.consents.findGrant(id))!.validity.to)
    await world.core.announceExpiry()
    await ask(id)
    await answer(id, done)
    assert.deepEqual(await eventsOf(id), ['deletion-requested', 'deletion-done'])
    assert.equal(await world.core.checkEvidence(id), undefined)
  })

  it('is not put by anybody else than the giver', async () => {
    const id = await withdrawn()
    await expectRejected('authorization-grant.not-found', () => ask(id, world.ola.id))
    await expectRejected('authorization-grant.not-found', () => ask(world.ports.ids.uuid() as GrantId))
  })

  it('is answered by whoever got the consent, and says what was deleted when', async () => {
    const id = await asked()
    world.clock.advance(60)
    const deletedAt = new Date(world.clock.now().getTime() - 1000)
    await answer(id, { name: 'done', deletedAt })
    const { done: kept } = (await find(id))!
    assert.deepEqual([kept?.deletedAt, kept?.at, kept?.by], [deletedAt, world.clock.now(), world.bank.id])
    await expectRejected('request.malformed', () =>
      answer(id, { name: 'done', deletedAt: new Date(world.clock.now().getTime() + 1) }),
    )
  })

  it('is answered by whoever carried the consent out, and by nobody who had nothing to do with it', async () => {
    const handler = { identifier: organization('310000003'), name: 'Leverandøren' }
    const id = await asked({ handledBy: handler })
    await expectRejected('authorization-grant.not-found', () => answer(id, done, world.ola.id))
    const { id: by } = (await world.ports.parties.findByIdentifier(handler.identifier))!
    await answer(id, done, by)
    assert.equal((await find(id))?.done?.by, by)
  })

  it('is not answered where nobody put it', async () => {
    const id = await withdrawn()
    await expectRejected('deletion.not-found', () => answer(id, done))
    assert.deepEqual(await eventsOf(id), [])
  })

  it('may be refused on a basis, which is deleted later all the same', async () => {
    const id = await asked()
    await answer(id, law)
    await answer(id, law)
    await expectRejected('deletion.answered', () => answer(id, { ...law, basis: 'Noe annet' }))
    assert.equal((await find(id))?.refused?.basis, law.basis)
    await answer(id, done)
    await answer(id, done)
    await expectRejected('deletion.answered', () => answer(id, law))
    assert.deepEqual(await eventsOf(id), ['deletion-requested', 'deletion-refused', 'deletion-done'])
  })

  it('is unanswered from the instant that the answer is due, counted until there is one', async () => {
    const id = await asked()
    const { requested } = (await find(id))!
    const at = async (milliseconds: number) => {
      const now = new Date(requested.answerBy.getTime() + milliseconds)
      world.clock.hold(now)
      return [deletionStatusAt((await find(id))!, now), await world.ports.deletions.countUnanswered()]
    }
    assert.deepEqual(await at(-1), ['requested', 0])
    assert.deepEqual(await at(0), ['unanswered', 1])
    assert.deepEqual(await at(1), ['unanswered', 1])
    await answer(id, law)
    assert.deepEqual(await at(2), ['refused', 0])
  })

  it('takes one of fifty different answers at once, and tells the others', async () => {
    const id = await asked()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, number) => answer(id, { ...law, basis: `Lov nr. ${number}` })),
    )
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of outcomes) {
      if (one.status === 'rejected') assert.equal((one.reason as { code: string }).code, 'deletion.answered')
    }
    assert.deepEqual(await eventsOf(id), ['deletion-requested', 'deletion-refused'])
  })

  it('keeps what was said under the key of the giver, and is gone with it', async () => {
    const id = await asked()
    await answer(id, law)
    const { rows } = await database.knex.raw('select d::text as row from deletion_step d')
    assert.ok(!JSON.stringify(rows).includes('Bokf'))
    await world.ports.parties.forget(world.kari.id)
    assert.equal((await find(id))?.refused?.basis, 'erased')
    assert.equal(await world.core.checkEvidence(id), undefined)
    assert.equal((await world.ports.evidence.examine()).misfit, undefined)
  })

  it('is in the ledger, which sees whatever is done to it', async () => {
    const id = await asked()
    await answer(id, law)
    await answer(await asked(), done)
    await asked()
    assert.equal((await world.ports.evidence.examine()).misfit, undefined)
    const ofGrant = `grant_id = '${id}'`
    const damages = [
      `update deletion_step set answer_by = answer_by + interval '1 day' where ${ofGrant} and name = 'requested'`,
      `update deletion_step set language = 'en' where ${ofGrant} and name = 'refused'`,
      `update deletion_step set open = true where ${ofGrant} and name = 'requested'`,
      `delete from deletion_step where ${ofGrant} and name = 'refused'`,
      `delete from event where type = 'deletion-refused'`,
    ]
    for (const damage of damages) {
      const putBack = await keepRows(database)
      await database.knex.transaction(async on => {
        await on.raw('set local session_replication_role = replica')
        await on.raw(damage)
      })
      assert.ok(await world.core.checkEvidence(id), damage)
      assert.ok((await world.ports.evidence.examine()).misfit, damage)
      await putBack()
    }
    assert.equal(await world.core.checkEvidence(id), undefined)
  })
})
