import assert from 'node:assert/strict'
import { Client } from 'pg'
import { onPostgres } from '../support/database.ts'
import { grantOf, isActive, obtainTokens } from '../support/journey.ts'
import { type PostgresCluster, postgresPrograms, startPostgresCluster } from '../support/postgres-cluster.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'
import { send, statuses } from '../support/send.ts'

describe('A role that allows fewer connections than the pool wants', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms()!)
    })
    after(() => cluster?.stop())

    for (const limit of [1, 3]) {
      it(`serves everybody who can wait, with ${limit}`, async () => {
        const place = await openPlace({ processes: 1, database: await ownedWithLimit(cluster, limit) })
        try {
          await journey(place)
          assert.deepEqual(statuses(await manyAtOnce(place)), { 200: 100 })
        } finally {
          await place.remove()
        }
      })
    }
  })
})

async function ownedWithLimit({ url }: PostgresCluster, limit: number): Promise<URL> {
  const name = `limited_${limit}`
  const administrator = new Client(url)
  await administrator.connect()
  await administrator.query(`create role ${name} login connection limit ${limit}`)
  await administrator.query(`create database ${name} owner ${name} template template0`)
  await administrator.end()
  return Object.assign(new URL(url), { username: name, pathname: `/${name}` })
}

async function journey(place: SamtykkePlace): Promise<void> {
  const [origin] = place.origins
  const tokens = await obtainTokens(place)
  assert.equal(await isActive(place, tokens.accessToken, origin!), true)
  assert.equal((await place.person.withdraw(await grantOf(place, tokens), origin!)).status, 303)
  assert.equal(await isActive(place, tokens.accessToken, origin!), false)
}

async function manyAtOnce(place: SamtykkePlace) {
  const { accessToken } = await obtainTokens(place)
  const { web } = place.processes[0]!.demo.clients.oauth
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  const one = (turn: number) =>
    turn % 2
      ? place.program.introspect(accessToken, place.origins[0]!)
      : send(`${place.origins[0]}/token`, { form, as: web })
  return Promise.all(Array.from({ length: 100 }, (_, turn) => one(turn)))
}
