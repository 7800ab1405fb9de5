import assert from 'node:assert/strict'
import { Client } from 'pg'
import { onPostgres } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { isActive, obtainTokens } from '../support/journey.ts'
import { endOthers } from '../support/odd-role.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'
import { type Answer, send, statuses } from '../support/send.ts'
import { until } from '../support/until.ts'

describe('Connections that lead to the wrong server', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let place: SamtykkePlace
    let readiness: string
    let accessToken: string
    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms()!)
      const managementPort = await freePort()
      place = await openPlace({
        processes: 1,
        database: new URL(cluster.url),
        env: { SAMTYKKE_MANAGEMENT_PORT: String(managementPort) },
      })
      readiness = `http://127.0.0.1:${managementPort}/health/ready`
      accessToken = (await obtainTokens(place)).accessToken
    })
    after(async () => {
      await place?.remove()
      await cluster?.stop()
    })

    const introspect = () => place.program.introspect(accessToken, place.origins[0]!)
    const issue = () =>
      send(`${place.origins[0]}/token`, {
        form: { grant_type: 'client_credentials', scope: 'income.read' },
        as: place.processes[0]!.demo.clients.oauth.web,
      })

    /** Half of them read, half of them write. */
    const manyAtOnce = (count: number): Promise<readonly Answer[]> =>
      Promise.all(Array.from({ length: count }, (_, turn) => (turn % 2 ? introspect() : issue())))

    const assertAllDoubt = async (): Promise<void> => {
      const answers = await manyAtOnce(16)
      assert.deepEqual(statuses(answers), { 503: 16 })
      for (const { headers } of answers) assert.ok(Number(headers.get('retry-after')) > 0)
      assert.equal((await send(readiness)).status, 503)
    }

    const assertAllWell = async (): Promise<void> => {
      await until(async () => (await send(readiness)).status === 200)
      await until(async () => (await issue()).status === 200)
      assert.deepEqual(statuses(await manyAtOnce(80)), { 200: 80 })
      assert.equal(await isActive(place, accessToken, place.origins[0]!), true)
    }

    const administered = async (
      work: (say: (sql: string) => Promise<unknown>, administrator: Client) => Promise<void>,
    ) => {
      const administrator = new Client(cluster.url)
      await administrator.connect()
      await work(sql => administrator.query(sql), administrator).finally(() => administrator.end())
    }

    for (const [what, readOnly] of [
      ['the database', 'database postgres'],
      ['the role', 'role samtykke'],
    ] as const) {
      it(`are not kept from a time when ${what} was read-only`, () =>
        administered(async (say, administrator) => {
          await say(`alter ${readOnly} set default_transaction_read_only = on`)
          await endOthers(administrator)
          await until(async () => (await issue()).status === 503)
          await assertAllDoubt()
          await say(`alter ${readOnly} reset default_transaction_read_only`)
          await assertAllWell()
        }))
    }

    it('are not kept when the server becomes read-only under them', () =>
      administered(async say => {
        await manyAtOnce(16)
        await say('alter system set default_transaction_read_only = on')
        await say('select pg_reload_conf()')
        await until(async () => (await issue()).status === 503)
        await until(async () => (await introspect()).status === 503)
        await assertAllDoubt()
        await say('set default_transaction_read_only = off')
        await say('alter system reset default_transaction_read_only')
        await say('select pg_reload_conf()')
        await assertAllWell()
      }))

    it('are not used, even to read, while a standby answers in the server’s place', async () => {
      await cluster.restart({ signal: 'SIGINT', standby: true })
      await assertAllDoubt()
      await cluster.restart({ signal: 'SIGINT' })
      await assertAllWell()
    })

    for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
      it(`are gone after the server was stopped by ${signal} and started again`, async () => {
        await manyAtOnce(16)
        await cluster.restart({ signal })
        await assertAllWell()
      })
    }
  })
})
