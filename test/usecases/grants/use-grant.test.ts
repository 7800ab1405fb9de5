import assert from 'node:assert/strict'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('using a grant', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const give = async (purposeId: string): Promise<AuthorizationGrant> => {
    const {
      request: { id },
    } = await world.core.requestConsent(askFor(world.kari, world.clock.now(), { purposeId }))
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }

  const use = (grant: AuthorizationGrant, fetch: () => Promise<string> = async () => 'data') =>
    world.core.useGrant({ id: grant.id, clientId: 'register', what: 'debt', traceId: undefined, fetch })

  const shown = (grant: AuthorizationGrant) => world.core.showGrant({ id: grant.id, reader: world.kari.id })

  it('records each use where the giver sees it', async () => {
    const grant = await give('loan')
    assert.equal(await use(grant), 'data')
    await use(grant)
    const { uses, events, status } = await shown(grant)
    assert.deepEqual(
      uses.map(one => [one.clientId, one.what]),
      [
        ['register', 'debt'],
        ['register', 'debt'],
      ],
    )
    assert.deepEqual(
      events.map(event => event.type),
      ['requested', 'accepted', 'used', 'used'],
    )
    assert.equal(status, 'active')
  })

  it('gives exactly one answer to ten uses at once of a single-use grant', async () => {
    const grant = await give('once')
    let fetched = 0
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        use(grant, async () => String(++fetched)).then(
          () => 'answered',
          error => error.code,
        ),
      ),
    )
    assert.equal(outcomes.filter(outcome => outcome === 'answered').length, 1)
    assert.equal(fetched, 1)
    assert.equal((await shown(grant)).status, 'exhausted')
    await expectRejected('authorization-grant.not-active', () => use(grant))
  })

  it('does not burn a single-use grant when the look-up fails', async () => {
    const grant = await give('once')
    await assert.rejects(() => use(grant, () => Promise.reject(new Error('the register is down'))), /down/)
    const { uses, status } = await shown(grant)
    assert.deepEqual(uses, [])
    assert.equal(status, 'active')
    assert.equal(await use(grant), 'data')
  })

  it('frees a single-use grant a minute after a crash in the middle', async () => {
    const grant = await give('once')
    const begun = Promise.withResolvers<void>()
    const never = use(grant, () => {
      begun.resolve()
      return new Promise<string>(() => {})
    })
    await begun.promise
    await expectRejected('authorization-grant.in-use', () => use(grant))
    world.clock.advance(61)
    assert.equal(await use(grant), 'data')
    assert.ok(never)
  })

  it('gives out nothing when the grant was withdrawn while the look-up ran', async () => {
    const grant = await give('loan')
    const withdrawn = async () => {
      await world.core.revokeGrant({ id: grant.id, by: world.kari.id, reason: 'giver' })
      return 'data'
    }
    await expectRejected('authorization-grant.not-active', () => use(grant, withdrawn))
    assert.deepEqual((await shown(grant)).uses, [])
  })

  it('is over at the end of the validity', async () => {
    const grant = await give('once')
    world.clock.advance(600)
    await expectRejected('authorization-grant.not-active', () => use(grant))
  })
})
