import type { RequestListener } from 'node:http'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { createLogger } from '../../adapters/log/logger.ts'
import { type Config, isForTrying } from '../config/config.ts'
import { makeAhead } from '../demo/make-ahead.ts'
import { listen } from '../http/server.ts'
import { openApp } from './app.ts'
import { keepAnchoring } from './ledger.ts'
import { openServerTrail } from './audit.ts'
import { keepHouse, keepRetention, keepSealed, keepSending } from './jobs.ts'
import { openKeys } from './keys.ts'
import { listenForManagement } from './management.ts'
import { applyRegistryFile } from './registry-file.ts'
import { openRetention } from './retention.ts'
import { stillStarting } from './still-starting.ts'
import { openStores } from './storage.ts'

export interface Running {
  readonly publicUrl: string
  /** Files that are written to, such as the audit trail, were moved. */
  filesMoved(): void
  /** Is no longer ready, serves on as a lame duck, lets what was begun finish, and closes everything. */
  close(): Promise<void>
}

/** Opens everything and listens. When it resolves the server is ready; when it rejects nothing is left open. */
export async function start(config: Config): Promise<Running> {
  const log = createLogger(config.logLevel)
  const onError = (error: unknown) => log.error({ err: error })
  const open = new AsyncDisposableStack()
  try {
    if (isForTrying(config)) makeAhead({ ...config, clock: systemClock })
    const trail = await openServerTrail(config, log)
    open.defer(trail.close)
    const stores = await openStores(config, { audit: trail, onError }, { migrated: true })
    open.defer(stores.close)
    await stores.migrations.up()
    await stores.masterKeys.load()
    open.defer(keepSealed({ config, stores, onError }))
    open.defer(await keepHouse({ config, stores, onError }))
    const keys = await openKeys({ config, stores, onError })
    open.defer(keys.stop)

    const behindServers = open.use(new AsyncDisposableStack())
    const onUnreadable = (code: string) => log.info({ code }, 'unreadable')
    const management = await listenForManagement(config, { onUnreadable })
    open.defer(management.close)
    let handle: RequestListener = stillStarting
    const server = await listen((request, response) => handle(request, response), {
      ...config,
      secure: config.publicUrl?.startsWith('https:') ?? false,
      onUnreadable,
    })
    open.defer(() => server.close(config))
    const publicUrl = config.publicUrl ?? `http://localhost:${server.port}`
    const app = await openApp({ config, publicUrl, managementUrl: management.url, stores, keys, log, trail })
    behindServers.defer(app.close)
    behindServers.defer(keepAnchoring(app.ledger, onError))
    open.defer(keepSending(app.sendNotices, { config, onError }))
    open.defer(keepRetention(openRetention({ config, stores, ...app }).applyDue, { config, onError }))
    await applyRegistryFile(config, stores)
    handle = app.handle
    let isEnding = false
    management.answer({ stores, keys, ...app, ending: () => isEnding })
    await app.announce()
    const { database, pooling } = stores
    log.info(
      { publicUrl, managementUrl: management.url, database: database.kind, pooling },
      'samtykke is ready',
    )
    await trail.started(config.environment)
    return {
      publicUrl,
      filesMoved: () => trail.reopen(),
      close: async () => {
        isEnding = true
        app.endWaiting()
        await open.disposeAsync()
      },
    }
  } catch (error) {
    await open.disposeAsync().catch(onError)
    throw error
  }
}
