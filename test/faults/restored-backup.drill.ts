import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { onPostgres } from '../support/database.ts'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'

describe('A backup from before a withdrawal', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let place: SamtykkePlace
    const anchors = mkdtempSync(join(tmpdir(), 'samtykke-anchors-'))
    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms()!)
      const env = { SAMTYKKE_LEDGER_ANCHOR_DIR: anchors }
      place = await openPlace({ processes: 1, database: new URL(cluster.url), env })
    })
    after(async () => {
      await place?.remove()
      await cluster?.stop()
      rmSync(anchors, { recursive: true, force: true })
    })

    const inDatabase = (name: string): string =>
      Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href

    /** What `ledger verify` ends with and says. */
    const verify = (
      database: string,
      more: readonly string[] = ['--anchors', anchors],
    ): { readonly status: number | null; readonly said: string } => {
      const { dataDir } = place.processes[0]!
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['server/cli/launch.js', 'ledger', 'verify', '--json', ...more],
        {
          env: { ...process.env, DATABASE_URL: database, SAMTYKKE_DATA_DIR: dataDir },
          encoding: 'utf8',
        },
      )
      return { status, said: stdout + stderr }
    }

    it('F25: does not fit the anchors that were kept outside, although it fits itself', async () => {
      const tokens = await obtainTokens(place)
      const grant = await grantOf(place, tokens)
      const origin = place.origins[0]!
      const backup = dumped(cluster.url)
      assert.equal((await place.person.withdraw(grant, origin)).status, 303)
      assert.equal(await isActive(place, tokens.accessToken, origin), false)
      assert.equal(await place.processes[0]!.stop(), 0)
      const live = verify(cluster.url)
      assert.equal(live.status, 0, live.said)

      await restore(cluster.url, 'restored', { backup, into: inDatabase('restored') })
      const { status, said } = verify(inDatabase('restored'))
      assert.equal(status, 1, said)
      assert.match(said, /"verdict":\s*"broken"/)
      const alone = verify(inDatabase('restored'), [])
      assert.equal(alone.status, 0, alone.said)
    })
  })
})

const program = (name: string): string => join(postgresPrograms()!, name)

const most = 256 * 1024 * 1024

const dumped = (url: string): Buffer =>
  execFileSync(program('pg_dump'), ['--format=custom', url], { maxBuffer: most })

interface Restoring {
  readonly backup: Buffer
  readonly into: string
}

async function restore(server: string, name: string, { backup, into }: Restoring): Promise<void> {
  const administrator = new Client(server)
  await administrator.connect()
  await administrator.query(`create database ${name} template template0`).finally(() => administrator.end())
  execFileSync(program('pg_restore'), ['--exit-on-error', '--dbname', into], { input: backup, stdio: 'pipe' })
}
