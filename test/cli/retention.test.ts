import assert from 'node:assert/strict'
import type { Period } from '../../server/domain/registry/period.ts'
import { onEachDatabase } from '../support/database.ts'
import { askFor, decided, loan } from '../support/test-core.ts'
import { openTestCli } from './test-storage.ts'

const day = 86_400
const month = 'P1M' as Period

onEachDatabase('samtykke retention', database => {
  const open = async () => {
    const cli = await openTestCli(database)
    const { core, ports, clock, kari } = cli
    clock.reset()
    const why = loan.name
    await ports.registry.putPurpose({
      ...loan,
      retention: { text: { kept: month, basis: 'contract', why, end: 'delete' } },
    })
    const { request } = await core.requestConsent(askFor(kari, clock.now(), { seconds: 30 * day }))
    const { grant } = await core.acceptConsentRequest({ id: request.id, decision: decided(kari) })
    clock.advance(70 * day)
    const textOf = async () => (await ports.query.history(grant.id)).decision?.shown.text
    return { ...cli, textOf }
  }

  it('shows for every purpose and kind how long, what then, on which basis, and who says so', async () => {
    const { samtykke, clock } = await open()
    const { json, text } = await samtykke('retention', 'show')
    clock.reset()
    assert.match(text, /^loan +text +P1M +delete +contract +purpose$/m)
    assert.match(text, /^loan +uses +always +- +legal_obligation +setting$/m)
    assert.match(text, /^once +text +always +- +legal_obligation +setting$/m)
    const [first] = (json as { retention: object[] }).retention
    assert.deepEqual(first, {
      purpose: 'loan',
      kind: 'text',
      kept: 'P1M',
      basis: 'contract',
      why: loan.name,
      end: 'delete',
      by: 'purpose',
    })
  })

  it('counts what would go, and leaves it', async () => {
    const { samtykke, textOf, clock, recorded } = await open()
    const { json, text } = await samtykke('retention', 'run', '--dry-run')
    assert.match(text, /^purpose +kind +kept for +would be +count\nloan +text +P1M +deleted +1$/)
    assert.deepEqual(json, {
      dry_run: true,
      retention: [{ purpose: 'loan', kind: 'text', kept: 'P1M', end: 'delete', count: 1 }],
    })
    assert.equal(await textOf(), 'Vil du?')
    assert.deepEqual(recorded.at(-1), { what: 'command.read', command: 'retention run' })
    clock.reset()
  })

  it('takes it away, with an act on record, and says so; the second time there is nothing', async () => {
    const { samtykke, textOf, clock, recorded } = await open()
    assert.match((await samtykke('retention', 'run')).text, /^loan +text +P1M +deleted +1$/m)
    assert.equal(await textOf(), '')
    assert.deepEqual(
      recorded.filter(({ what }) => what === 'retention.applied' || what === 'command.read'),
      [{ what: 'retention.applied', purpose: 'loan', kept: 'text', count: 1 }],
    )
    const again = await samtykke('retention', 'run')
    assert.equal(again.text, 'Nothing is past its time')
    assert.deepEqual((await samtykke('ledger', 'verify')).exitCode, undefined)
    clock.reset()
  })

  it('goes by what a purpose said also when nobody is asked for it any more', async () => {
    const { samtykke, ports, textOf, clock } = await open()
    assert.ok(await ports.registry.kinds.purpose.remove('loan'))
    assert.match((await samtykke('retention', 'show')).text, /^loan +text +P1M/m)
    assert.match((await samtykke('retention', 'run')).text, /^loan +text +P1M +deleted +1$/m)
    assert.equal(await textOf(), '')
    clock.reset()
  })
})
