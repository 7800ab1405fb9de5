import { Client } from 'pg'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { storesOver } from '../../server/compose/storage.ts'
import type { PartyId } from '../../server/domain/ids.ts'
import { type Operator, scopesOf } from '../../server/domain/operators/operator.ts'
import { person } from '../../server/domain/party.ts'
import { erasePerson as eraseAtDesk } from '../../server/usecases/desk/erase-person.ts'
import { findPerson as findAtDesk } from '../../server/usecases/desk/find-person.ts'
import { readOverview as readOverviewAtDesk } from '../../server/usecases/desk/read-overview.ts'
import { readParty as readAtDesk } from '../../server/usecases/desk/read-party.ts'
import { searchGrants as searchGrantsAtDesk } from '../../server/usecases/desk/search-grants.ts'
import { searchRequests as searchRequestsAtDesk } from '../../server/usecases/desk/search-requests.ts'
import { secondPairFor } from '../../server/usecases/steps/seen-by-two.ts'
import { percentiles } from '../percentiles.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { busyPerson, fillDesk } from './fill-desk.ts'

const filling = { grants: 1_000_000, ofOne: 10_000 }
const times = 200
const number = '14842249091'
const reason = 'She called'
const day = 24 * 3600 * 1000

/**
 * A Markdown table: how long operators wait at a desk with a million consents, 10,000 of them one person's, one at a time, and
 * how long it takes to count what happened and to erase her.
 */
export async function reportDesk(): Promise<string> {
  const bench = await openBenchDatabase()
  const database = openPostgres(bench.url)
  const client = new Client(bench.url)
  await client.connect()
  try {
    const stores = storesOn(database)
    const { id } = await stores.parties.findOrAdd(person(number), 'Kari Demo', busyPerson as PartyId)
    await fillDesk(client, filling)
    return table(['at the desk', 'p50 ms', 'p95 ms', 'p99 ms'], await measured(stores, id))
  } finally {
    await client.end()
    await database.close()
    await bench.stop()
  }
}

type Stores = ReturnType<typeof storesOn>

const storesOn = (database: ReturnType<typeof openPostgres>) =>
  storesOver({
    database,
    units: knexUnitOfWork(database.knex),
    clock: systemClock,
    encryptionKeys: ['a key that only the bench knows of, long enough'],
    session: { idleMinutes: 30, longestMinutes: 480 },
    audit: { record: () => {}, written: async () => {} },
  })

const operator = (role: keyof typeof scopesOf): Operator => ({
  id: role,
  name: role,
  door: 'api',
  scopes: new Set(scopesOf[role]),
})

async function measured(stores: Stores, id: PartyId): Promise<string[][]> {
  const ports = { ...stores, digest: sha256, secondPair: secondPairFor([]) }
  const [findPerson, readParty, erasePerson] = [findAtDesk(ports), readAtDesk(ports), eraseAtDesk(ports)]
  const [searchGrants, searchRequests] = [searchGrantsAtDesk(ports), searchRequestsAtDesk(ports)]
  const readOverview = readOverviewAtDesk(ports)
  const [support, administrator] = [operator('support'), operator('administrator')]
  const [asker] = (await stores.query.askers({ standing: 'any', grantedFor: id }, { limit: 1 })).items
  const search = (by: object) => () => searchGrants({ operator: support, search: by, page: { limit: 25 } })
  const counted = await timed(async () => {
    while (!(await stores.tallies.gather()));
  })
  const rows: string[][] = []
  const add = async (name: string, work: () => Promise<unknown>) =>
    rows.push([name, ...percentiles(await repeated(work))])
  await add('find a person by her number', () => findPerson({ operator: support, number, reason }))
  await add('her page', () => readParty({ operator: support, id }))
  await add('her grants', search({ person: id }))
  await add('her requests', () =>
    searchRequests({ operator: support, search: { person: id }, page: { limit: 25 } }),
  )
  await add('her grants for one purpose', search({ person: id, purposeId: 'purpose-7' }))
  await add(
    'grants of one asker that are revoked: none',
    search({ asker: asker?.asker, statuses: ['revoked'] }),
  )
  const to = stores.clock.now()
  await add('grants of a week', search({ from: new Date(to.getTime() - 7 * day), to }))
  await add('overview of 30 days', () => readOverview({ operator: administrator }))
  const from = new Date(to.getTime() - 365 * day)
  await add('overview of a year', () => readOverview({ operator: administrator, from, to }))
  const erased = await timed(() => erasePerson({ operator: support, id, reason }))
  const once = (name: string, milliseconds: number) => [name, milliseconds.toFixed(0), '', '']
  return [...rows, once('erase her, once', erased), once('count two million events, once', counted)]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = monotonicMs()
  await work()
  return monotonicMs() - began
}

async function repeated(work: () => Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = []
  for (let time = 0; time < times + 10; time++) taken.push(await timed(work))
  return taken.slice(10).sort((a, b) => a - b)
}
