import type { RequestListener } from 'node:http'
import { createLogger } from '../../adapters/log/logger.ts'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import { openSigningKeys } from '../../adapters/jose/signing-keys.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { openApp } from './app.ts'
import { openManagement } from './management.ts'
import { openStores, type Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { makeAhead } from '../demo/make-ahead.ts'
import { listen } from '../http/server.ts'
import { longestTokenSeconds } from '../domain/registry/token-scope.ts'
import { announceExpiry } from '../usecases/ledger/announce-expiry.ts'
import { applyRegistry } from '../registry/apply-registry.ts'

export interface Running {
  readonly publicUrl: string
  /** Is no longer ready, serves on as a lame duck, lets what was begun finish, and closes everything. */
  close(): Promise<void>
}

const minute = 60 * 1000
const hour = 60 * minute
const expiryEvery = 20 * 1000
const noticesEvery = 20 * 1000

/** Opens everything and listens. When it resolves the server is ready; when it rejects nothing is left open. */
export async function start(config: Config): Promise<Running> {
  const log = createLogger(config.logLevel)
  const ending: (() => unknown)[] = []
  let isEnding = false
  const close = async () => {
    isEnding = true
    for (const end of ending.splice(0).reverse()) await end()
  }
  try {
    const onError = (error: unknown) => log.error({ err: error })
    if (config.environment !== 'production') makeAhead({ ...config, clock: systemClock })
    const stores = await openStores(config, onError, { migrated: true })
    ending.push(stores.close)
    await stores.migrations.up()
    ending.push(await keepHouse(stores, onError))
    ending.push(repeat(announceExpiry(stores), { every: expiryEvery, onError }))

    const keys = await openSigningKeys({
      store: stores.keys,
      clock: stores.clock,
      publishAhead: config.keyPublishAheadSeconds,
      longestToken: longestTokenSeconds,
      onError,
    })
    ending.push(keys.stop)

    let closeApp = async () => {}
    ending.push(() => closeApp())
    let closeManagement = async () => {}
    ending.push(() => closeManagement())
    let handle: RequestListener = stillStarting
    const server = await listen((request, response) => handle(request, response), config)
    ending.push(() => server.close(config))
    const publicUrl = config.publicUrl ?? `http://localhost:${server.port}`
    const app = await openApp({ config, publicUrl, stores, keys, log })
    closeApp = app.close
    if (app.sendNotices) ending.push(repeat(app.sendNotices, { every: noticesEvery, onError }))
    if (config.registryFile !== undefined) {
      const { readRegistry } = await import('../registry/read-registry.ts')
      await applyRegistry(stores)(await readRegistry(config.registryFile))
    }
    handle = app.handle
    const management = { config, stores, keys, metrics: app.metrics, ending: () => isEnding }
    closeManagement = (await openManagement(management)).close
    await app.announce()
    const { database, pooling } = stores
    log.info({ publicUrl, database: database.kind, pooling }, 'samtykke is ready')
    return { publicUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The port is known only once it is open, and issuers are made from it. */
const stillStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end()
}

async function keepHouse(stores: Stores, onError: (error: unknown) => void): Promise<() => Promise<void>> {
  const maintenance = knexMaintenance({ ...stores.units, ...stores.database, clock: stores.clock })
  await maintenance.makeRoom()
  return repeat(() => maintenance.maintain(), { first: minute, every: hour, onError })
}

interface Pace {
  /** Milliseconds. */
  readonly first?: number
  readonly every: number
  readonly onError: (error: unknown) => void
}

/** Does something every so many milliseconds, one at a time. Gives what ends that. */
function repeat(work: () => Promise<unknown>, { first, every, onError }: Pace): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const tick = () => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined
      })
  }
  const once = first === undefined ? undefined : setTimeout(tick, first)
  const timer = setInterval(tick, every)
  return async () => {
    clearTimeout(once)
    clearInterval(timer)
    await running
  }
}
