import assert from 'node:assert/strict'
import type { EventId, GrantId, StreamId } from '../../../server/domain/ids.ts'
import { organization } from '../../../server/domain/party.ts'
import type { SignalType } from '../../../server/domain/signals/consent-signal.ts'
import type { FeedOf } from '../../../server/domain/signals/feed.ts'
import type { SignalStream } from '../../../server/domain/signals/signal-stream.ts'
import { securityEvents } from '../../../server/faces/events/ssf/dialect.ts'
import { supportedEvents } from '../../../server/faces/events/wire/event-names.ts'
import type { AnswerDeletion } from '../../../server/usecases/grants/answer-deletion.ts'
import { openWindow } from '../../../server/usecases/steps/open-window.ts'
import { onEachDatabase } from '../../support/database.ts'
import { aClient } from '../../support/oauth-world.ts'
import { askFor, decided, once, openTestCore, scope, type TestCore } from '../../support/test-core.ts'

const usual = ['event_timestamp', 'request_id', 'purpose', 'purpose_version', 'asker', 'sequence', 'cursor']
const given = ['audiences', 'scopes', 'valid_from', 'valid_to']

/** What each event says, and nothing else, to an asker. */
const members: Readonly<Record<SignalType, readonly string[]>> = {
  requested: usual,
  declined: usual,
  cancelled: usual,
  given: [...usual, 'consent_id', ...given],
  used: [...usual, 'consent_id', 'use_id', 'used_by'],
  withdrawn: [...usual, 'consent_id', 'reason'],
  ended: [...usual, 'consent_id', 'reason'],
  expired: [...usual, 'consent_id'],
  changed: [...usual, 'consent_id', ...given],
  'deletion-requested': [...usual, 'consent_id', 'delete_before'],
  'deletion-refused': [...usual, 'consent_id'],
  'deletion-done': [...usual, 'consent_id'],
}

onEachDatabase('the security event of', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const ask = async (more = {}) =>
    (await world.core.requestConsent(askFor(world.kari, world.clock.now(), more))).request
  const yes = async (more = {}) => {
    const { id } = await ask(more)
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }
  const use = (id: Awaited<ReturnType<typeof yes>>['id'], actors?: readonly string[]) =>
    world.core.useGrant({
      id,
      actors,
      clientId: 'demo-web',
      what: 'debt',
      traceId: undefined,
      fetch: async () => {},
    })

  const askDeletion = async () => {
    const { id } = await yes()
    await world.core.revokeGrant({ id, by: world.kari.id, reason: 'giver' })
    await world.core.requestDeletion({ id, by: world.kari.id })
    return id
  }
  const refusal = { name: 'refused', basis: 'Kari 14842249091', language: 'nb' } as const
  const answer = (id: GrantId, said: AnswerDeletion['answer']) =>
    world.core.answerDeletion({ id, by: world.bank.id, clientId: 'demo-web', answer: said })

  const acts: Readonly<Record<SignalType, () => Promise<unknown>>> = {
    requested: ask,
    given: yes,
    declined: async () =>
      world.core.rejectConsentRequest({ id: (await ask()).id, decision: decided(world.kari) }),
    cancelled: async () => world.core.withdrawConsentRequest({ id: (await ask()).id, by: world.bank.id }),
    used: async () => use((await yes()).id),
    ended: async () => use((await yes({ purposeId: once.id })).id),
    withdrawn: async () =>
      world.core.revokeGrant({ id: (await yes()).id, by: world.kari.id, reason: 'giver' }),
    changed: async () => {
      const management = { action: 'replace', grantId: (await yes()).id } as const
      await yes({ management })
    },
    'deletion-requested': askDeletion,
    'deletion-refused': async () => answer(await askDeletion(), refusal),
    'deletion-done': async () => answer(await askDeletion(), { name: 'done', deletedAt: undefined }),
    expired: async () => {
      world.clock.hold((await yes()).validity.to)
      await world.core.announceExpiry()
    },
  }

  const streamOf = (feed: FeedOf, eventsRequested?: readonly string[]): SignalStream => ({
    id: world.ports.ids.uuid() as StreamId,
    clientId: 'receiver',
    registeredAs: undefined,
    feed,
    delivery: { kind: 'poll', endpoint: undefined, authorization: undefined },
    eventsRequested,
    description: undefined,
    status: 'enabled',
    reason: undefined,
    place: 0,
    taken: [],
    moves: 0,
  })
  const toldTo = async (feed: FeedOf, eventsRequested?: readonly string[]) => {
    while (await world.ports.feeds.place());
    const dialect = securityEvents({
      ...world.ports,
      signer: () => assert.fail('nothing is signed here'),
      publicUrl: 'https://consent.example',
    })
    const { drafts } = await openWindow(world.ports)(streamOf(feed, eventsRequested), dialect)
    return drafts.map(({ id, content }) => {
      const [[event, said] = ['', {}]] = Object.entries(content.events as object)
      const { sub_id, txn } = content
      return { id, event, said: said as Record<string, unknown>, sub_id, txn }
    })
  }
  const bank = () => ({ kind: 'party', party: world.bank.id }) as const

  for (const [type, act] of Object.entries(acts)) {
    it(`a consent that is ${type} says what it must, and nothing of the person`, async () => {
      await act()
      const told = (await toldTo(bank())).at(-1)!
      assert.equal(told.event, `urn:samtykke:event:consent/${type}`)
      assert.deepEqual(Object.keys(told.said).toSorted(), members[type as SignalType].toSorted())
      assert.equal(told.said.asker, '0192:810419512')
      const { consent_id = told.said.request_id } = told.said
      assert.deepEqual(told.sub_id, { format: 'uri', uri: `urn:uuid:${String(consent_id)}` })
      assert.equal(told.txn, told.id)
      assert.doesNotMatch(JSON.stringify(told), /(?<![0-9a-f-])[0-9]{11}|Kari|"sub"/)
      assert.ok(!JSON.stringify(told).includes(world.kari.id))
    })
  }

  it('a use by who carries it out for the asker says so', async () => {
    const handler = { identifier: organization('310000003'), name: 'Leverandøren' }
    await use((await yes({ handledBy: handler })).id)
    const { said } = (await toldTo(bank())).at(-1)!
    assert.deepEqual(Object.keys(said).toSorted(), [...members.used, 'handler', 'on_behalf_of'].toSorted())
    assert.deepEqual([said.used_by, said.on_behalf_of], ['0192:310000003', '0192:810419512'])
  })

  it('T8: a use by a processor says whom it was for, each time the one before', async () => {
    const processor = (id: string, number: string, mayActFor: string) =>
      aClient(id, { owner: organization(number), ownerName: id, mayActFor: [mayActFor] })
    await world.ports.clients.save(processor('first', '310000003', 'demo-web'))
    await world.ports.clients.save(processor('second', '310000011', 'first'))
    const { id } = await yes()
    await use(id, ['first'])
    await use(id, ['first', 'second'])
    const told = (await toldTo(bank())).slice(-2).map(({ said }) => [said.used_by, said.on_behalf_of])
    assert.deepEqual(told, [
      ['0192:310000003', '0192:810419512'],
      ['0192:310000011', '0192:310000003'],
    ])
    assert.equal(await world.core.checkEvidence(id), undefined)
  })

  it('a consent tells an API of itself alone, and no number of the asker’s', async () => {
    const other = { ...scope, resourceId: 'https://tax.example' }
    await world.core.acceptConsentRequest({
      id: (await ask({ scopes: [scope, other] })).id,
      decision: decided(world.kari),
    })
    const [told] = await toldTo({ kind: 'api', audience: scope.resourceId })
    assert.deepEqual(told!.said.audiences, [scope.resourceId])
    assert.ok(!('sequence' in told!.said))
  })

  it('what tokens say from a change on names the person so, too, for those who want to hear it', async () => {
    await acts.changed()
    const [changed, claims] = (await toldTo(bank(), supportedEvents)).slice(-2)
    assert.match(changed!.event, /consent\/changed$/)
    assert.match(claims!.event, /token-claims-change$/)
    assert.deepEqual(claims!.sub_id, {
      format: 'iss_sub',
      iss: 'https://consent.example',
      sub: world.kari.id,
    })
    assert.equal(claims!.txn, changed!.txn)
    assert.deepEqual(claims!.said.claims, { grant_id: changed!.said.consent_id, scope: 'debt.read' })
    assert.equal(claims!.said.initiating_entity, 'user')
    assert.match((await toldTo(bank())).at(-1)!.event, /consent\/changed$/)
  })

  it('what tokens say from a change on that asked nobody is not said to be of the person’s doing', async () => {
    const { id, purpose, scopes } = await yes()
    const registered = (await world.ports.registry.findPurpose(purpose.id))!
    await world.ports.registry.putPurpose({ ...registered, narrowedUnasked: true })
    const event = world.ports.ids.uuid() as EventId
    const less = { action: 'replace', scopes, rights: undefined, details: [], annotations: {} } as const
    await world.core.narrowGrant({ ...less, id, event, purposeId: purpose.id, seconds: 60 })
    const [changed, claims] = (await toldTo(bank(), supportedEvents)).slice(-2)
    assert.ok(!('request_id' in changed!.said))
    assert.equal(claims!.said.initiating_entity, 'system')
  })

  it('a session that is revoked names the person as the house’s own tokens do, beside a withdrawal, and only where they do', async () => {
    await acts.withdrawn()
    const [withdrawn, revoked] = (await toldTo(bank(), supportedEvents)).slice(-2)
    assert.match(withdrawn!.event, /withdrawn$/)
    assert.match(revoked!.event, /session-revoked$/)
    assert.deepEqual(revoked!.sub_id, {
      format: 'iss_sub',
      iss: 'https://consent.example',
      sub: world.kari.id,
    })
    assert.equal(revoked!.txn, withdrawn!.txn)
    assert.notEqual(revoked!.id, withdrawn!.id)
    const elsewhere = await yes({ face: 'gjeld' })
    await world.core.revokeGrant({ id: elsewhere.id, by: world.kari.id, reason: 'giver' })
    assert.match((await toldTo(bank(), supportedEvents)).at(-1)!.event, /withdrawn$/)
  })
})
