import assert from 'node:assert/strict'
import type { Tally } from '../../../server/domain/operators/tally.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { agreement, askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const day = 24 * 3600 * 1000

onEachDatabase('the overview at the desk', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
    world.clock.hold(new Date('2026-11-30T22:30:00.000Z'))
  })
  afterEach(() => world.clock.reset())

  const later = (milliseconds: number) =>
    world.clock.hold(new Date(world.clock.now().getTime() + milliseconds))
  const ask = async (changes: Parameters<typeof askFor>[2] = {}) =>
    (await world.core.requestConsent(askFor(world.kari, world.clock.now(), changes))).request
  const give = async (changes: Parameters<typeof askFor>[2] = {}) => {
    const { id } = await ask(changes)
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }
  const use = async (id: Parameters<typeof world.core.useGrant>[0]['id']) =>
    world.core.useGrant({
      id,
      clientId: 'demo-web',
      what: 'x',
      traceId: undefined,
      fetch: async () => undefined,
    })
  const count = async () => {
    while (!(await world.ports.tallies.gather()));
  }
  const overview = (more: { from?: Date; to?: Date } = {}) =>
    desk.readOverview({ operator: operator('administrator'), ...more })
  const tallies = async (): Promise<readonly Tally[]> => (await overview()).tallies

  it('counts what happened by day, in Norway, and by purpose and face', async () => {
    const { id } = await give()
    await use(id)
    await use(id)
    await world.core.revokeGrant({ id, by: world.kari.id, reason: 'giver' })
    const refused = await ask()
    await world.core.rejectConsentRequest({ id: refused.id, decision: decided(world.kari) })
    await world.core.registerAgreement(agreement())
    await ask({ answerBy: new Date(world.clock.now().getTime() + 1000) })
    later(3600_000)
    await give({ purposeId: 'once', face: 'altinn' })
    await count()
    assert.deepEqual(await tallies(), [
      { day: '2026-11-30', purposeId: 'loan', face: 'gjeld', counts: { accepted: 1 } },
      {
        day: '2026-11-30',
        purposeId: 'loan',
        face: 'oauth',
        counts: { requested: 3, accepted: 1, rejected: 1, unanswered: 1, used: 2, revoked: 1 },
      },
      { day: '2026-12-01', purposeId: 'once', face: 'altinn', counts: { requested: 1, accepted: 1 } },
    ])
  })

  it('counts everything once, however many count at once, and goes on where it was', async () => {
    await give()
    await Promise.all([count(), count(), count()])
    const before = await tallies()
    await count()
    assert.deepEqual(await tallies(), before)
    const late = await ask()
    await count()
    later(2 * 600_000)
    await count()
    await count()
    const [row] = await tallies()
    assert.deepEqual(row?.counts, { requested: 2, accepted: 1, unanswered: 1 })
    assert.ok(late.answerBy < world.clock.now())
  })

  it('counts by week and by month what is longer, a year at most', async () => {
    await give()
    await count()
    const to = world.clock.now()
    const of = async (days: number) => {
      const found = await overview({ from: new Date(to.getTime() - days * day), to })
      return [found.span, found.tallies[0]?.day]
    }
    assert.deepEqual(await of(100), ['week', '2026-11-30'])
    assert.deepEqual(await of(300), ['month', '2026-11-01'])
    await assert.rejects(of(400), error => isRefused(error, 'request.malformed'))
    await assert.rejects(of(-1), error => isRefused(error, 'request.malformed'))
  })

  it('says how everything stands, and what needs attention', async () => {
    await world.ports.maintenance.makeRoom()
    await give()
    const { standing, findings } = await overview()
    assert.deepEqual([standing.feeds.waiting, standing.uncounted, standing.mails.waiting], [2, 2, 0])
    assert.deepEqual(standing.feeds.since, world.clock.now())
    assert.deepEqual(findings, [])
    later(day * 5)
    assert.deepEqual(
      (await overview()).findings.map(({ code, severity }) => [code, severity]),
      [
        ['partitions.missing', 'urgent'],
        ['feeds.behind', 'urgent'],
      ],
    )
  })

  it('is no duty of support', async () => {
    const work = desk.readOverview({ operator: operator('support') })
    await assert.rejects(work, error => isRefused(error, 'caller.forbidden'))
  })
})
