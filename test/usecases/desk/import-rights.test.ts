import assert from 'node:assert/strict'
import { isRefused } from '../../../server/domain/problem.ts'
import { type Desk, openDesk } from '../../../server/usecases/desk/index.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { openTestCore, type TestCore } from '../../support/test-core.ts'

const kari = '14842249091'
const ola = '29868099311'
const stranger = '02865699977'
const bank = '810419512'
const administrator = operator('administrator')
const head = 'actor,on_behalf_of,kind,valid_to'
const none = { count: 0, first: [] }

onEachDatabase('a file of rights at the desk', database => {
  let world: TestCore
  let desk: Desk
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })
  afterEach(() => world.clock.reset())

  type Command = Parameters<Desk['importRights']>[0]
  const take = (lines: readonly string[], changes: Partial<Command> = {}) =>
    desk.importRights({
      operator: administrator,
      source: 'file:roles',
      format: 'csv',
      lines: [head, ...lines],
      endMissing: false,
      dryRun: false,
      ...changes,
    })
  const current = async () =>
    (
      await desk.listRights({
        operator: administrator,
        search: { standing: 'current' },
        page: { limit: 100 },
      })
    ).items
  const counts = { added: 0, changed: 0, unchanged: 0, elsewhere: 0, ended: 0 }
  const both = [`${kari},${bank},role,`, `${ola},${bank},role,2090-12-31`]

  it('is taken over as a whole, and the same file again changes nothing', async () => {
    const file = { name: 'roles.csv', sha256: () => 'a'.repeat(64) }
    const done = await take([...both, `${stranger},${kari},guardian,`], { file })
    assert.deepEqual(done, { ...counts, added: 3, faults: none, applied: true })
    const before = await current()
    assert.deepEqual(
      before.map(({ source, registered }) => [source, registered?.by]),
      Array.from({ length: 3 }, () => ['file:roles', 'administrator']),
    )
    world.clock.advance(60)
    const again = await take([...both, `${stranger},${kari},guardian,`])
    assert.deepEqual(again, { ...counts, unchanged: 3, faults: none, applied: true })
    assert.deepEqual(await current(), before)
    const { items } = await desk.listActs({ operator: operator('auditor'), filter: {}, page: { limit: 5 } })
    assert.deepEqual(
      items.map(({ operation, target }) => [operation, target.id]),
      [
        ['right.import', 'file:roles'],
        ['right.import', 'file:roles'],
      ],
    )
    assert.deepEqual(items[1]?.after, {
      ...counts,
      added: 3,
      file: { name: 'roles.csv', sha256: 'a'.repeat(64) },
    })
  })

  it('is not taken over at all when a line is at fault; each is told by its number', async () => {
    const wrong = [both[0]!, '1,2,role,', '', `${kari},${bank},role,2090-01-01`, `${ola},${bank},friend,`]
    const { applied, faults, added } = await take(wrong)
    assert.deepEqual([applied, added, faults.count], [false, 0, 3])
    assert.deepEqual(
      faults.first.map(({ line, what }) => `${line} ${what}`),
      [
        '3 actor must be a number: 11 digits of a person, or 9 of an organization',
        '5 The same right stands in line 2 already',
        '6 kind must be one of role, guardian, power_of_attorney, parent, other',
      ],
    )
    assert.deepEqual(await current(), [])
  })

  it('tells some of very many faults', async () => {
    const { faults } = await take(Array.from({ length: 250 }, () => 'x,y,role,'))
    assert.deepEqual([faults.count, faults.first.length], [250, 100])
  })

  it('only counts in a dry run, and adds nobody', async () => {
    await take(both)
    const lines = [`${kari},${bank},guardian,`, `${stranger},${bank},role,`]
    const planned = await take(lines, { dryRun: true, endMissing: true })
    assert.deepEqual(planned, { ...counts, added: 1, changed: 1, ended: 1, faults: none, applied: false })
    assert.deepEqual(
      (await current()).map(({ kind }) => kind),
      ['role', 'role'],
    )
    const found = await database.knex('party').count('id as count')
    assert.equal(Number(found[0]?.count), 3)
  })

  it('ends what it has no longer, when asked so, and nothing that others say', async () => {
    await take(both)
    await take([`${stranger},${bank},role,`], { source: 'register:others' })
    assert.equal((await take([both[1]!])).ended, 0)
    assert.equal((await current()).length, 3)
    const done = await take([both[1]!], { endMissing: true })
    assert.deepEqual(done, { ...counts, unchanged: 1, ended: 1, faults: none, applied: true })
    const search = { standing: 'over' } as const
    const { items } = await desk.listRights({ operator: administrator, search, page: { limit: 5 } })
    assert.deepEqual(
      items.map(({ actor, ended }) => [actor, ended?.how]),
      [[world.kari.id, 'left_out']],
    )
  })

  it('leaves what the desk says of the same as it is', async () => {
    const right = { actor: kari, on_behalf_of: bank, kind: 'power_of_attorney' }
    const given = await desk.giveRight({ operator: administrator, right })
    assert.equal((await take(both)).elsewhere, 1)
    assert.deepEqual(await world.ports.rights.find(given.id), given)
    const { ended } = await take([], { endMissing: true })
    assert.equal(ended, 1)
    assert.deepEqual(await current(), [given])
  })

  it('may be of one JSON object a line, and takes a name of a list', async () => {
    const line = JSON.stringify({ actor: kari, on_behalf_of: bank })
    assert.equal((await take([], { format: 'ndjson', lines: [line] })).added, 1)
    await assert.rejects(take(both, { source: 'desk' }), error => isRefused(error, 'right.malformed'))
  })

  it('may have many lines, of many whom nobody has seen', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => `${kari},${910_000_000 + index},role,`)
    assert.equal((await take(many)).added, 2500)
    const fewer = await take(many.slice(0, 100), { endMissing: true })
    assert.deepEqual([fewer.unchanged, fewer.ended], [100, 2400])
  })
})
