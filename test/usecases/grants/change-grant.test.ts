import assert from 'node:assert/strict'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ChangeAction } from '../../../server/domain/grants/grant-management.ts'
import type { ConsentRequestId, EventId, GrantId } from '../../../server/domain/ids.ts'
import { keptProtocolScopes } from '../../../server/domain/requests/protocol-scopes.ts'
import type { RequestConsent } from '../../../server/usecases/requests/request-consent.ts'
import { onEachDatabase } from '../../support/database.ts'
import { keepRows } from '../../support/kept-rows.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, loan, openTestCore, scope, type TestCore } from '../../support/test-core.ts'

const tax = { ...scope, permission: 'tax.read' }
const elsewhere = { ...scope, permission: 'tax.read', resourceId: 'https://tax.example' }
const day = 24 * 3600

onEachDatabase('changing a grant', database => {
  let world: TestCore

  beforeEach(async () => {
    world = await openTestCore(database)
    world.clock.hold(new Date())
    const permissions = ['debt.read', 'tax.read']
    await world.ports.registry.putPurpose({ ...loan, permissions })
    await world.ports.registry.putPurpose({ ...loan, id: 'other', permissions })
    await world.ports.registry.putPurpose({ ...loan, id: 'lenient', permissions, narrowedUnasked: true })
  })

  afterEach(() => world.clock.reset())

  const ask = async (changes: Partial<RequestConsent> = {}): Promise<ConsentRequestId> =>
    (await world.core.requestConsent(askFor(world.kari, world.clock.now(), changes))).request.id

  const answer = async (id: ConsentRequestId, changeRead?: EventId) =>
    (await world.core.acceptConsentRequest({ id, decision: decided(world.kari), changeRead })).grant

  const give = async (changes: Partial<RequestConsent> = {}): Promise<AuthorizationGrant> =>
    answer(
      await ask({
        management: { action: 'create' },
        annotations: keptProtocolScopes(['openid']),
        ...changes,
      }),
    )

  const askChange = (action: ChangeAction, grantId: GrantId, changes: Partial<RequestConsent> = {}) =>
    ask({
      scopes: [tax],
      annotations: keptProtocolScopes(['offline_access']),
      ...changes,
      management: { action, grantId },
    })

  const findGrant = async (id: GrantId) => (await world.ports.consents.findGrant(id))!
  const permissions = ({ scopes }: AuthorizationGrant) => scopes.map(({ permission }) => permission)

  it('merges what is asked for with what was given: the same grant, in a new epoch (G2)', async () => {
    const given = await give()
    world.clock.advance(60)
    const merged = await answer(await askChange('merge', given.id, { seconds: 90 * day }))
    const kept = await findGrant(given.id)
    assert.equal(merged.id, given.id)
    assert.deepEqual({ ...merged, version: kept.version }, kept)
    assert.deepEqual(permissions(kept), ['debt.read', 'tax.read'])
    assert.deepEqual(kept.annotations, keptProtocolScopes(['openid', 'offline_access']))
    assert.deepEqual([kept.epoch, kept.createdAt, kept.requestId], [1, given.createdAt, given.requestId])
    assert.equal(kept.validity.to.getTime(), world.clock.now().getTime() + 90 * day * 1000)
  })

  it('replaces what was given by what is asked for, and stands on the last answer (G3)', async () => {
    const given = await give()
    const request = await askChange('replace', given.id, { purposeId: 'other' })
    const replaced = await answer(request)
    assert.deepEqual([permissions(replaced), replaced.purpose.id], [['tax.read'], 'other'])
    assert.deepEqual(replaced.annotations, keptProtocolScopes(['offline_access']))
    const { decision, events } = await world.ports.query.history(given.id)
    const { state } = (await world.ports.consents.findRequest(request))!
    assert.deepEqual(state, { name: 'accepted', grantId: given.id, decision })
    assert.deepEqual(
      events.map(({ type }) => type),
      ['requested', 'accepted', 'requested', 'changed'],
    )
    const first = await world.ports.consents.findRequest(given.requestId!)
    assert.equal(first?.state.name === 'accepted' && first.state.grantId, given.id)
  })

  it('attests each version of the grant, and sees what was done to any of them (G3)', async () => {
    const { id } = await give()
    const merged = await answer(await askChange('merge', id))
    await answer(await askChange('replace', id), merged.changed?.by)
    assert.equal(await world.core.checkEvidence(id), undefined)
    assert.equal((await world.ports.evidence.examine()).misfit, undefined)
    const damages = [
      `update former_grant set valid_to = valid_to + interval '1 day' where number = 1`,
      `update former_grant set scopes = '[]' where number = 2`,
      `delete from former_grant where number = 2`,
      `update authorization_grant set purpose_version = 7`,
      `update authorization_grant set changed_by = (select made_by from former_grant where number = 2)`,
      'update authorization_grant set changed_by = null',
      `update consent_request set changes_grant = null, grant_action = null where grant_action = 'merge'`,
    ]
    for (const damage of damages) {
      const putBack = await keepRows(database)
      await database.knex.transaction(async on => {
        await on.raw('set local session_replication_role = replica')
        await on.raw(damage)
      })
      const [ofGrant, { misfit }] = [await world.core.checkEvidence(id), await world.ports.evidence.examine()]
      assert.ok(ofGrant && misfit, damage)
      await putBack()
    }
    assert.equal(await world.core.checkEvidence(id), undefined)
  })

  it('leaves the grant as it was when the person says no (G8)', async () => {
    const given = await give()
    await world.core.rejectConsentRequest({
      id: await askChange('replace', given.id),
      decision: decided(world.kari),
    })
    assert.deepEqual(await findGrant(given.id), { ...given, version: 0 })
    assert.equal(await world.core.checkEvidence(given.id), undefined)
  })

  it('asks nobody about the grant of another client, of another person, or one that has ended (G4)', async () => {
    const given = await give()
    const unknown = world.ports.ids.uuid() as GrantId
    await expectRejected('authorization-grant.not-found', () => askChange('merge', unknown))
    await expectRejected('authorization-grant.not-found', () =>
      askChange('merge', given.id, { clientId: 'demo-app' }),
    )
    const ofOla = { requestedFrom: world.ola.id, requestedTo: world.ola.id }
    await expectRejected('authorization-grant.not-found', () => askChange('merge', given.id, ofOla))
    await expectRejected('purpose.not-allowed', () => askChange('merge', given.id, { purposeId: 'other' }))
    await world.core.revokeGrant({ id: given.id, by: world.kari.id, reason: 'giver' })
    await expectRejected('authorization-grant.not-active', () => askChange('merge', given.id))
  })

  it('lets one of fifty answers at once change it, and says the same to all of them (G2)', async () => {
    const given = await give()
    const id = await askChange('merge', given.id)
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => answer(id)))
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const one of all) {
      if (one.status === 'rejected')
        await expectRejected('consent-request.already-decided', () => Promise.reject(one.reason))
    }
    assert.equal((await findGrant(given.id)).epoch, 1)
  })

  it('lets one of two changes that were read at once win: the other is to be read again (G2)', async () => {
    const given = await give()
    const both = [await askChange('merge', given.id), await askChange('replace', given.id)]
    const all = await Promise.allSettled(both.map(id => answer(id)))
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const lost = both[all.findIndex(({ status }) => status === 'rejected')]!
    await expectRejected('consent-request.changed', () => answer(lost))
    const { changed } = await findGrant(given.id)
    assert.equal((await answer(lost, changed?.by)).epoch, 2)
  })

  it('never comes after a withdrawal, and a withdrawal always comes (G2)', async () => {
    for (let round = 0; round < 5; round++) {
      const given = await give()
      const id = await askChange('merge', given.id)
      await Promise.allSettled([
        answer(id),
        world.core.revokeGrant({ id: given.id, by: world.kari.id, reason: 'giver' }),
        answer(id),
      ])
      const { state } = await findGrant(given.id)
      assert.equal(state.name, 'revoked')
      assert.equal(await world.core.checkEvidence(given.id), undefined)
    }
    await world.core.revokeGrant({ id: (await give()).id, by: world.kari.id, reason: 'giver' })
  })

  const narrow = (grant: AuthorizationGrant, changes = {}) =>
    world.core.narrowGrant({
      id: grant.id,
      event: world.ports.ids.uuid() as EventId,
      action: 'replace',
      purposeId: grant.purpose.id,
      scopes: [scope],
      rights: undefined,
      details: [],
      annotations: keptProtocolScopes(['openid']),
      seconds: undefined,
      ...changes,
    })

  it('has less or the same without a question where the purpose lets it, and never more', async () => {
    const strict = await give()
    assert.equal(await narrow(strict), undefined)
    const given = await give({ purposeId: 'lenient', scopes: [scope, tax] })
    assert.equal(await narrow(given, { scopes: [scope, elsewhere] }), undefined)
    assert.equal(await narrow(given, { seconds: 31 * day }), undefined)
    assert.equal(
      await narrow(given, { annotations: keptProtocolScopes(['openid', 'offline_access']) }),
      undefined,
    )
    assert.equal(await narrow(given, { purposeId: 'other' }), undefined)
    assert.equal((await findGrant(given.id)).epoch, 0)

    const event = world.ports.ids.uuid() as EventId
    const less = (await narrow(given, { event, seconds: day }))!
    assert.deepEqual([permissions(less), less.epoch, less.id], [['debt.read'], 1, given.id])
    assert.ok(less.validity.to < given.validity.to)
    assert.deepEqual(await narrow(given, { event, seconds: day }), await findGrant(given.id))
    assert.equal((await narrow(given, { action: 'merge' }))?.epoch, 2)
    assert.equal(await world.core.checkEvidence(given.id), undefined)
    const { decision, events } = await world.ports.query.history(given.id)
    assert.equal(decision?.shown.hash, decided(world.kari).shown.hash)
    const told = events.map(({ type, by, requestId }) => [type, by, requestId])
    assert.deepEqual(told.slice(2), [
      ['changed', world.bank.id, undefined],
      ['changed', world.bank.id, undefined],
    ])
  })

  it('tells an API of what it had, what it has, and the end of it when the consent goes elsewhere', async () => {
    const given = await give()
    await answer(await askChange('replace', given.id, { scopes: [elsewhere] }))
    await world.core.revokeGrant({ id: given.id, by: world.kari.id, reason: 'giver' })
    while (await world.ports.feeds.place());
    const read = async (audience: string) =>
      (await world.core.readFeed({ feed: { kind: 'api', audience }, after: 0, limit: 10 })).placed.map(
        ({ signal: { type, reason, given: told } }) => [
          type,
          reason,
          told?.scopes.map(one => one.permission),
        ],
      )
    assert.deepEqual(await read('https://debt.example'), [
      ['given', undefined, ['debt.read']],
      ['ended', 'replaced', undefined],
    ])
    assert.deepEqual(await read('https://tax.example'), [
      ['given', undefined, ['tax.read']],
      ['withdrawn', 'person', undefined],
    ])
    const party = { kind: 'party', party: world.bank.id } as const
    const { placed } = await world.core.readFeed({ feed: party, after: 0, limit: 10 })
    assert.deepEqual(
      placed.map(({ signal: { type, given: told } }) => [type, told?.scopes.map(one => one.permission)]),
      [
        ['requested', undefined],
        ['given', ['debt.read']],
        ['requested', undefined],
        ['changed', ['tax.read']],
        ['withdrawn', undefined],
      ],
    )
  })
})
