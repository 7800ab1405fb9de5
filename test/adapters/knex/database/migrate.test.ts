import assert from 'node:assert/strict'
import type { ConsentRequestId, EventId } from '../../../../server/domain/ids.ts'
import { openMemoryDatabase } from '../../../../adapters/knex/database/embedded/embedded-database.ts'
import { migrations } from '../../../../adapters/knex/database/migrate.ts'
import type { OpenDatabase } from '../../../../adapters/knex/database/database.ts'
import { openPostgres } from '../../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../../adapters/knex/database/transaction.ts'
import { requestEvent } from '../../../../server/domain/event.ts'
import { loan as aPurpose } from '../../../support/test-core.ts'
import { freshPostgresUrl, onPostgres, type TestDatabase } from '../../../support/database.ts'
import { aRequest, at, bank, noon, rights } from '../../../support/fixtures.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

const upDownUp = (open: () => Promise<OpenDatabase>) => {
  let database: TestDatabase
  before(async () => {
    const opened = await open()
    database = { ...opened, ...knexUnitOfWork(opened.knex) }
  })
  after(() => database.close())

  const tables = async () =>
    (
      await database.knex.raw(
        `select count(*)::int as count from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'knex%'`,
      )
    ).rows[0].count

  const addRows = async () => {
    await addFixtureParties(database)
    const stores = storesOn(database)
    await stores.maintenance.maintain()
    const event = requestEvent('requested', aRequest(), {
      id: stores.ids.uuid() as EventId,
      by: bank,
      at: noon,
    })
    assert.ok(await stores.consents.addRequest(aRequest(), event))
  }

  it('runs up, down over rows, and up again', async () => {
    const migrate = migrations(database)
    const { waiting } = await migrate.status()
    assert.deepEqual(await migrate.up(), waiting)
    assert.deepEqual(await migrate.up(), [])
    const made = await tables()
    await addRows()
    assert.deepEqual(await migrate.down({ all: true }), [...waiting].reverse())
    assert.equal(await tables(), 0)
    assert.deepEqual(await migrate.up(), waiting)
    assert.equal(await tables(), made)
    await addRows()
    assert.deepEqual(await migrate.status(), { done: waiting, waiting: [] })
  })

  it('takes back the last one only, unless told otherwise', async () => {
    const migrate = migrations(database)
    const { done } = await migrate.status()
    assert.deepEqual(await migrate.down(), [done.at(-1)])
    assert.deepEqual(await migrate.up(), [done.at(-1)])
  })

  it('keeps the rights of a consent and its asked end for older and for newer programs', async () => {
    const migrate = migrations(database)
    const { consents, ids, masterKeys } = storesOn(database)
    await database.knex('plain_text').insert({ kept: true }).onConflict('kept').ignore()
    await masterKeys.load()
    const asked = aRequest({
      id: ids.uuid() as ConsentRequestId,
      rights,
      asks: { singleUse: false, until: at(86_400_000), untilText: '2026-11-21T12:00:00.000123+00:00' },
    })
    const event = requestEvent('requested', asked, { id: ids.uuid() as EventId, by: bank, at: noon })
    assert.ok(await consents.addRequest(asked, event))
    const undone: string[] = []
    while (!undone.at(-1)?.endsWith('-consent-rights')) undone.push(...(await migrate.down()))
    const { rows } = await database.knex.raw('select annotations from consent_request where id = ?', [
      asked.id,
    ])
    assert.deepEqual(rows[0].annotations, {
      'oauth:rights': JSON.stringify(rights),
      'oauth:valid-to': '2026-11-21T12:00:00.000123+00:00',
    })
    await migrate.up()
    const { annotations: _, ...found } = (await consents.findRequest(asked.id))!
    assert.equal(JSON.stringify(found.rights), JSON.stringify(rights))
    assert.deepEqual({ ...found, annotations: {} }, asked)
  })

  it('knows a power of attorney of before by the name of its purpose', async () => {
    const migrate = migrations(database)
    const { registry } = storesOn(database)
    const named = (nb: string) => ({ nb, nn: nb, en: nb })
    const authority = await registry.putPurpose({ ...aPurpose, id: 'altinn-poa', name: named('Gi fullmakt') })
    const consent = await registry.putPurpose({ ...aPurpose, id: 'altinn-x', name: named('Dele') })
    const undone: string[] = []
    while (!undone.at(-1)?.endsWith('-powers-of-attorney')) undone.push(...(await migrate.down()))
    await migrate.up()
    const anew = storesOn(database).registry
    assert.equal((await anew.findPurpose('altinn-poa', authority.version))?.isPowerOfAttorney, true)
    assert.equal((await anew.findPurpose('altinn-x', consent.version))?.isPowerOfAttorney, undefined)
  })

  it('knows when tokens began to have tags where there were others before', async () => {
    const migrate = migrations(database)
    const since = async () => (await database.knex.raw('select since from token_tag')).rows
    const undone: string[] = []
    const back = async () => {
      while (!undone.at(-1)?.endsWith('-token-tags')) undone.push(...(await migrate.down()))
    }
    await back()
    await migrate.up()
    assert.deepEqual(await since(), [])
    const key = { kid: 'older', alg: 'ES256', jwk: {}, publishedAt: noon, activeFrom: noon } as const
    await storesOn(database).keys.add(
      { ...key, retiredAt: undefined },
      { retireOthersAt: undefined, onlyIfNone: false },
    )
    undone.length = 0
    await back()
    await migrate.up()
    assert.equal((await since()).length, 1)
  })

  it('goes on after a process that died while migrating', async () => {
    await database.knex('knex_migrations_lock').update({ is_locked: 1 })
    assert.deepEqual(await migrations(database).up(), [])
  })
}

describe('migrations', () => {
  describe('PGlite', () => upDownUp(openMemoryDatabase))
  describe('PostgreSQL', () => {
    onPostgres(() => {
      upDownUp(async () => openPostgres(await freshPostgresUrl({ empty: true })))
    })
  })
})
