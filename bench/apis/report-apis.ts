import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import {
  type Follower,
  feed,
  openResourceServer,
  poll,
  Refusal,
  type ResourceServer,
  statusList,
} from '../../packages/resource-server/src/index.ts'
import { consented } from '../../test/support/consented.ts'
import type { Receiver } from '../../test/support/event-reader.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../../test/support/samtykke-process.ts'
import { until } from '../../test/support/until.ts'
import { percentiles } from '../percentiles.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'

interface Api {
  readonly audience: string
  readonly scope: string
  readonly receiver: 'apiReceiver' | 'jwtApiReceiver'
}

const opaque: Api = {
  audience: 'https://finances.demo.example',
  scope: 'income.read',
  receiver: 'apiReceiver',
}
const jwt: Api = {
  audience: 'https://insurance.demo.example',
  scope: 'insurance.read',
  receiver: 'jwtApiReceiver',
}

const ways: readonly (readonly [name: string, api: Api, follow: () => Follower])[] = [
  ['JWT, feed', jwt, () => feed()],
  ['JWT, feed by long poll', jwt, () => feed({ longPoll: true })],
  ['JWT, polled stream', jwt, poll],
  ['JWT, status list', jwt, statusList],
  ['opaque with a kept answer, feed', opaque, () => feed()],
]

/** A Markdown table: how long after the person's click an API with our package refuses, on PostgreSQL. */
export async function reportApis(times = 50): Promise<string> {
  const bench = await openBenchDatabase()
  const server = await startSamtykke({ env: { DATABASE_URL: bench.url } })
  try {
    const rows = []
    for (const [name, api, follow] of ways) {
      rows.push([name, ...percentiles(await delays(server, api, { follow, times }))])
    }
    return table([`${times} withdrawals`, 'p50 ms', 'p95 ms', 'p99 ms'], rows)
  } finally {
    await server.stop()
    await removeDataDir(server)
    await bench.stop()
  }
}

interface Wanted {
  readonly follow: () => Follower
  readonly times: number
}

async function delays(
  { publicUrl, demo }: SamtykkeProcess,
  { audience, scope, receiver }: Api,
  { follow, times }: Wanted,
): Promise<readonly number[]> {
  const { client_id: id, client_secret: secret } = (
    demo as unknown as { events: Record<Api['receiver'], Receiver> }
  ).events[receiver]
  const api = openResourceServer({ issuer: publicUrl, audience, client: { id, secret }, follow: follow() })
  await until(async () => api.isHearing())
  const found: number[] = []
  for (let done = 0; done < times; done++) {
    const given = await consented({ publicUrl, web: demo.clients.oauth.web }, scope)
    const { consentId = '' } = await check(api, given.token)
    const withdraw = await given.readyToWithdraw(consentId)
    const clicked = monotonicMs()
    const refused = untilRefused(api, given.token)
    await withdraw()
    found.push((await refused) - clicked)
  }
  await api.close()
  return found.toSorted((one, other) => one - other)
}

const check = (api: ResourceServer, token: string) =>
  api.check({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })

async function untilRefused(api: ResourceServer, token: string): Promise<number> {
  try {
    for (;;) {
      await check(api, token)
      await new Promise(next => setTimeout(next, 2))
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid_token') return monotonicMs()
    throw error
  }
}
