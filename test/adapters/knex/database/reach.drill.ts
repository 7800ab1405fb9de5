import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openPostgres } from '../../../../adapters/knex/database/open-database.ts'
import { Problem } from '../../../../server/domain/problem.ts'
import { onPostgres } from '../../../support/database.ts'
import { freePort } from '../../../support/free-port.ts'
import { onPgBouncer, startPgBouncer } from '../../../support/pgbouncer.ts'
import {
  type PostgresCluster,
  postgresPrograms,
  startPostgresCluster,
} from '../../../support/postgres-cluster.ts'

/** Everybody may come in as before, but `guarded` by password only. */
const rules = `host all guarded 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
`

describe('a database that cannot be reached at the start', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let directory: string
    before(async () => {
      directory = mkdtempSync(join(tmpdir(), 'samtykke-hba-'))
      const file = join(directory, 'pg_hba.conf')
      writeFileSync(file, rules)
      chmodSync(directory, 0o755)
      cluster = await startPostgresCluster(postgresPrograms()!, { settings: [`hba_file=${file}`] })
      const administrator = new Client(cluster.url)
      await administrator.connect()
      await administrator.query("create role guarded login password 'right'")
      await administrator.query('create role shut login connection limit 0')
      await administrator.query('create role stale login')
      await administrator.query('alter role stale set default_transaction_read_only = on')
      await administrator.end()
    })
    after(async () => {
      await cluster?.stop()
      rmSync(directory, { recursive: true })
    })

    const reaching = async (url: string): Promise<string> => {
      const { reach, close } = openPostgres(url)
      try {
        return await reach()
      } catch (error) {
        assert.ok(error instanceof Problem && error.code === 'storage.unavailable')
        assert.doesNotMatch(error.message, /s3cret|hemm elig/)
        return error.message
      } finally {
        await close()
      }
    }

    const at = (changes: Partial<URL>): string => Object.assign(new URL(cluster.url), changes).href

    it('is well when it can', async () => {
      assert.equal(await reaching(cluster.url), 'none')
      assert.equal(await reaching(at({ username: 'guarded', password: 'right' })), 'none')
    })

    const said = [
      [
        'a wrong password',
        () => at({ username: 'guarded', password: 's3cret' }),
        /password authentication failed.* \(28P01\); check the user and the password in DATABASE_URL/,
      ],
      [
        'an unknown user',
        () => at({ username: 'nobody', password: 'hemm elig' }),
        /role "nobody" does not exist \(28000\); check the user/,
      ],
      [
        'an unknown database',
        () => at({ pathname: '/nothing' }),
        /database "nothing" does not exist \(3D000\); check the name at the end of DATABASE_URL/,
      ],
      [
        'a closed port',
        async () => at({ port: String(await freePort()) }),
        /ECONNREFUSED.*; nobody listens there: check the host and the port/,
      ],
      ['an unknown host', () => at({ hostname: 'nowhere.invalid' }), /nowhere\.invalid.*; check the host in/],
      [
        'too many connections',
        () => at({ username: 'shut' }),
        /too many connections for role "shut" \(53300\); see SAMTYKKE_DATABASE_POOL/,
      ],
      ['a read-only session', () => at({ username: 'stale' }), /read-only \(25006\); it is a standby, or/],
      [
        'a setting that does not exist',
        () => `${cluster.url}?options=-c%20no_such=1`,
        /unrecognized configuration parameter "no_such" \(42704\)/,
      ],
    ] as const
    for (const [what, url, expected] of said) {
      it(`says so of ${what}`, async () => {
        assert.match(await reaching(await url()), expected)
      })
    }

    onPgBouncer(() => {
      it('says so of a startup parameter that a pooler refuses', async () => {
        const { url, stop } = await startPgBouncer(cluster.url, { mode: 'session' })
        const said = await reaching(`${url}?statement_timeout=1000`)
        await stop()
        assert.match(said, /unsupported startup parameter: statement_timeout \(08P01\); a pooler takes fewer/)
      })

      it('says so of a database that a pooler does not know', async () => {
        const { url, stop } = await startPgBouncer(cluster.url, { mode: 'session' })
        const said = await reaching(url.replace('/postgres', '/nothing'))
        await stop()
        assert.match(said, /nothing.* \((08P01|3D000)\); check the name at the end/)
      })

      it('says so of a pooler that knows no transactions', async () => {
        const { url, stop } = await startPgBouncer(cluster.url, { mode: 'statement' })
        const said = await reaching(url)
        await stop()
        assert.match(said, /statement pooling mode.*; samtykke needs transactions/)
      })
    })
  })
})
