import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import type { ExportedConsent } from '../../../server/domain/exported-party.ts'
import type { ConsentRequestId, PartyId } from '../../../server/domain/ids.ts'
import type { OperatorActId } from '../../../server/domain/operators/operator-act.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { vouched } from '../../support/vouched.ts'
import { askFor, decided, loan, openTestCore, type TestCore } from '../../support/test-core.ts'

const operator = { operator: 'drift@samtykke.example', reason: 'Innsyn, sak 12' }
const stranger = '00000000-0000-7000-8000-00000000ffff' as PartyId

onEachDatabase('giving out all that is kept about a party', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const give = async () => {
    const { request } = await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })).grant
  }

  const consentsOf = async (taker: Parameters<typeof world.core.exportParty>[0]['taker']) => {
    const found: ExportedConsent[] = []
    const exported = await world.core.exportParty({ about: world.kari.id, taker })
    for await (const page of exported.consents()) found.push(...page)
    return found
  }

  it('is for the party itself, and on record before anything is read', async () => {
    const { own, about } = await world.core.exportParty({
      about: world.kari.id,
      taker: { party: world.kari.id },
    })
    assert.deepEqual([about.id, own?.identifier?.value], [world.kari.id, '14842249091'])
    assert.deepEqual(world.recorded, [
      { what: 'party.exported', aboutId: world.kari.id, by: 'giver', partyId: world.kari.id },
    ])
  })

  it('is for an operator, whose name and reason are on record', async () => {
    const { own } = await world.core.exportParty({ about: world.kari.id, taker: operator })
    assert.equal(own?.identifier?.value, '14842249091')
    assert.deepEqual(world.recorded, [
      { what: 'party.exported', aboutId: world.kari.id, by: 'operator', ...operator },
    ])
  })

  it('is for nobody else, who does not learn whether there is such a party', async () => {
    for (const about of [world.kari.id, stranger]) {
      await expectRejected('caller.forbidden', () =>
        world.core.exportParty({ about, taker: { party: world.ola.id } }),
      )
    }
    await expectRejected('party.not-found', () =>
      world.core.exportParty({ about: stranger, taker: operator }),
    )
    assert.deepEqual(world.recorded, [])
  })

  it('tells what each consent was before its changes, and of its answer the last', async () => {
    await world.ports.registry.putPurpose({ ...loan, narrowedUnasked: true })
    const command = askFor(world.kari, world.clock.now(), { management: { action: 'create' } })
    const { request } = await world.core.requestConsent(command)
    const decision = decided(world.kari)
    const { grant } = await world.core.acceptConsentRequest({ id: request.id, decision })
    const again = await world.core.requestConsent({
      ...command,
      seconds: 3600,
      management: { action: 'replace', grantId: grant.id },
    })
    await world.core.acceptConsentRequest({ id: again.request.id, decision })
    const [found] = await consentsOf(operator)
    const shown = await world.core.showGrant({ id: grant.id, reader: world.kari.id })
    assert.deepEqual(found?.events, shown.events)
    assert.deepEqual(found?.former, shown.former)
    assert.deepEqual(
      found?.former.map(({ madeBy, validity }) => [madeBy, validity]),
      [[undefined, grant.validity]],
    )
    assert.deepEqual(found?.decision, shown.decision)
  })

  it('has every consent once, the newest first, however many there are', async () => {
    const { id } = await give()
    await database.connection().write(
      `insert into authorization_grant (id, face, client_id, purpose_id, purpose_version, granted_for, granted_by, granted_to,
         valid_from, valid_to, single_use, state, created_at, updated_at)
       select md5(n::text)::uuid, face, client_id, purpose_id, purpose_version, granted_for, granted_by, granted_to,
         valid_from, valid_to, single_use, state, created_at - (n / 2) * interval '1 second', updated_at
       from authorization_grant, generate_series(1, 2001) n where id = $1`,
      [id],
    )
    const found = await consentsOf(operator)
    assert.equal(new Set(found.map(({ grant }) => grant.id)).size, 2002)
    assert.equal(found.length, 2002)
    const times = found.map(({ grant }) => grant.createdAt.getTime())
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    )
    assert.equal(found.find(({ grant }) => grant.id === id)?.events.length, 2)
  })

  it('tells what is asked to be deleted, and what support did', async () => {
    const { id } = await give()
    await world.core.revokeGrant({ id, by: world.kari.id, reason: 'giver' })
    await world.core.requestDeletion({ id, by: world.kari.id })
    await world.ports.acts.add({
      id: world.ports.ids.uuid() as OperatorActId,
      at: world.clock.now(),
      operator: { id: 'vera', name: 'Vera', door: 'console' },
      operation: 'party.read',
      target: { kind: 'party', id: world.kari.id },
      party: world.kari.id,
      reason: 'Hun ringte',
    })
    const [found] = await consentsOf(operator)
    assert.equal(found?.deletionStatus, 'requested')
    assert.ok(found?.deletion?.requested.answerBy)
    const { support } = await world.core.exportParty({ about: world.kari.id, taker: operator })
    assert.deepEqual(
      support.map(({ operation, reason }) => [operation, reason]),
      [['party.read', 'Hun ringte']],
    )
  })

  it('has the documents with the hash of what was signed, and their files', async () => {
    const sealed = new TextEncoder().encode('%PDF a paper')
    const { id } = await world.core.draftDocument({
      ...askFor(world.kari, world.clock.now()),
      id: world.ports.ids.uuid() as ConsentRequestId,
      sealed,
    })
    const file = new TextEncoder().encode('%PDF a paper, signed')
    const signedAt = world.clock.now()
    await world.core.confirmDocument({
      id,
      decision: decided(world.kari, { level: 'high' }),
      signed: { file, signedAt, report: {} },
    })
    const { documents, fileOf } = await world.core.exportParty({ about: world.kari.id, taker: operator })
    assert.deepEqual(
      documents.map(({ requestId, signed }) => [requestId, signed]),
      [[id, { sha256: hash('sha256', file, 'hex'), at: signedAt }]],
    )
    assert.deepEqual(await fileOf(id), file)
  })

  it('tells what is stored of the energy market and of a directory elsewhere, and nothing to a mere reader', async () => {
    const now = world.clock.now()
    await database
      .connection()
      .write('insert into party_alias values ($1, $2, $3)', ['alias-1', world.kari.id, now])
    await database
      .connection()
      .write(`insert into metering_point values ('707057500000000001', null, false, $1)`, [now])
    await database
      .connection()
      .write(`insert into metering_point_end_user values ('707057500000000001', $1, 'OWNED')`, [
        world.kari.id,
      ])
    const { own } = await world.core.exportParty({ about: world.kari.id, taker: operator })
    assert.deepEqual(own?.aliases, ['alias-1'])
    assert.deepEqual(own?.meteringPoints, [{ id: '707057500000000001', access: 'OWNED' }])
    const validity = { from: now, to: new Date(now.getTime() + 1e6) }
    const right = { actor: world.ola.id, onBehalfOf: world.kari.id, resource: 'consents', action: 'read' }
    const [given] = await world.ports.rights.give([vouched(right, validity)], 'Vera')
    await world.ports.rights.end([given!.id], { by: 'Vera', how: 'ended' })
    await world.ports.rights.give([vouched(right, validity)], 'Vera')
    const read = await world.core.exportParty({ about: world.kari.id, taker: { party: world.ola.id } })
    assert.equal(read.own, undefined)
    assert.deepEqual(
      read.powers.map(({ actor, onBehalfOf, ended }) => [actor, onBehalfOf, ended?.how]),
      [
        [world.ola.id, world.kari.id, undefined],
        [world.ola.id, world.kari.id, 'ended'],
      ],
    )
    assert.equal(read.parties.get(world.ola.id)?.displayName, 'Ola Demo')
  })
})
