import assert from 'node:assert/strict'
import type { OperatorRole } from '../../../server/domain/operators/operator.ts'
import { isRefused, type ProblemCode } from '../../../server/domain/problem.ts'
import type { RightId } from '../../../server/domain/rights/party-right.ts'
import { type Desk, openDesk } from '../../../server/usecases/desk/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { openTestCore, type TestCore } from '../../support/test-core.ts'

const kari = '14842249091'
const ola = '29868099311'
const bank = '810419512'
const administrator = operator('administrator')
const reason = 'The court has ended the guardianship'

onEachDatabase('rights at the desk', database => {
  let world: TestCore
  let desk: Desk
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })
  afterEach(() => world.clock.reset())

  const guardian = { actor: ola, on_behalf_of: kari, kind: 'guardian', document_reference: 'sak 12/345' }
  const acts = async () =>
    (await desk.listActs({ operator: operator('auditor'), filter: {}, page: { limit: 20 } })).items
  const refused = (code: ProblemCode, work: Promise<unknown>) =>
    assert.rejects(work, error => isRefused(error, code))
  const mayWrite = () =>
    world.ports.rights.mayAct([
      { actor: world.ola.id, onBehalfOf: world.kari.id, resource: 'consents', action: 'write' },
    ])
  const list = (search: Parameters<Desk['listRights']>[0]['search'], role: OperatorRole = 'administrator') =>
    desk.listRights({ operator: operator(role), search, page: { limit: 10 } })

  it('are given once, and the person reads by whom, what for and why', async () => {
    const command = { operator: administrator, right: guardian, reason: 'As the court has decided' }
    const given = await desk.giveRight(command)
    assert.ok(await mayWrite())
    assert.deepEqual(await desk.giveRight(command), given)
    const [act, ...others] = await acts()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [act?.operation, act?.target, act?.party, act?.reason, act?.before],
      ['right.give', { kind: 'right', id: given.id }, world.kari.id, command.reason, undefined],
    )
    assert.deepEqual(
      [given.source, given.registered?.by, given.document],
      ['desk', 'administrator', { reference: 'sak 12/345' }],
    )
    assert.match(JSON.stringify(act?.after), /"kind":"guardian".*sak 12/)
    assert.doesNotMatch(JSON.stringify([await acts(), world.recorded]), new RegExp(`${kari}|${ola}`))
  })

  it('are given to somebody whom nobody has seen yet', async () => {
    const number = '02865699977'
    await desk.giveRight({ operator: administrator, right: { ...guardian, actor: number } })
    assert.equal((await list({ actor: { number } })).items.length, 1)
  })

  it('change by another statement, which keeps the one before', async () => {
    const first = await desk.giveRight({ operator: administrator, right: guardian })
    world.clock.advance(60)
    const right = { ...guardian, valid_to: '2090-01-01' }
    const second = await desk.giveRight({ operator: administrator, right })
    assert.deepEqual(second.validity.from, first.validity.from)
    const { items } = await list({ onBehalfOf: { number: kari } })
    assert.deepEqual(
      items.map(({ id, ended }) => [id, ended?.how]),
      [
        [second.id, undefined],
        [first.id, 'replaced'],
      ],
    )
    const act = (await acts()).find(({ before }) => before !== undefined)
    assert.match(JSON.stringify([act?.before, act?.after]), /^\[\{(?!.*valid_to.*after)/)
  })

  it('end for a reason, at once, and stay on record', async () => {
    const { id } = await desk.giveRight({ operator: administrator, right: guardian })
    await refused('request.malformed', desk.endRight({ operator: administrator, id, reason: ' ' }))
    assert.ok(await mayWrite())
    const ended = await desk.endRight({ operator: administrator, id, reason })
    assert.equal(ended.ended?.how, 'ended')
    assert.equal(await mayWrite(), false)
    const [act] = await acts()
    assert.deepEqual([act?.operation, act?.party, act?.reason], ['right.end', world.kari.id, reason])
    await refused('right.ended', desk.endRight({ operator: administrator, id, reason }))
    const nobodys = '00000000-0000-7000-8000-0000000000e1' as RightId
    await refused('right.not-found', desk.endRight({ operator: administrator, id: nobodys, reason }))
    const { items } = await list({ party: { id: world.kari.id }, standing: 'over' })
    assert.deepEqual(items, [ended])
  })

  it('are listed, and who was looked at can see it; a list of all tells of no person by name', async () => {
    await desk.giveRight({ operator: administrator, right: guardian })
    await desk.giveRight({
      operator: administrator,
      right: { actor: kari, on_behalf_of: bank, kind: 'role' },
    })
    const all = await list({ standing: 'current' })
    assert.equal(all.items.length, 2)
    assert.deepEqual([...all.parties.keys()], [world.bank.id])
    assert.equal((await acts()).length, 2)
    const hers = await list({ actor: { number: kari } }, 'support')
    assert.deepEqual(
      hers.items.map(({ onBehalfOf }) => hers.parties.get(onBehalfOf)?.displayName),
      ['Demobanken'],
    )
    assert.equal(hers.parties.get(world.kari.id)?.displayName, 'Kari Demo')
    const { items } = await world.core.listActsAbout(world.kari.id, { limit: 10 })
    assert.deepEqual(
      items.map(({ operation }) => operation),
      ['right.read', 'right.give', 'right.give'],
    )
    assert.deepEqual((await list({ actor: { number: '02865699977' } })).items, [])
    await refused('party.malformed', list({ actor: { number: '12' } }))
  })

  it('are the duty of those who may, each of their own', async () => {
    const { id } = await desk.giveRight({ operator: administrator, right: guardian })
    for (const role of ['support', 'auditor'] as const) {
      await refused('caller.forbidden', desk.giveRight({ operator: operator(role), right: guardian }))
      await refused('caller.forbidden', desk.endRight({ operator: operator(role), id, reason }))
      const file = { source: 'file:a', format: 'csv', lines: [], endMissing: false, dryRun: true } as const
      await refused('caller.forbidden', desk.importRights({ operator: operator(role), ...file }))
    }
    await refused('caller.forbidden', list({}, 'auditor'))
    await refused('right.malformed', desk.giveRight({ operator: administrator, right: { actor: ola } }))
  })
})
