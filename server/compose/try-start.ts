import { createLogger } from '../../adapters/log/logger.ts'
import type { Config } from '../config/config.ts'
import { managementUrlOf } from '../config/management.ts'
import { openApp } from './app.ts'
import { openKeys } from './keys.ts'
import { openMemoryStores } from './memory-stores.ts'

const noTrail = { state: () => ({ waiting: 0, lost: 0, isTroubled: false }) }

/**
 * Opens what a server opens over its storage, on an empty database in memory, and closes it again: nobody hears of it, and no
 * port is taken. The seal is not looked at. Throws what a start would throw.
 */
export async function tryStart(config: Config): Promise<void> {
  await using open = new AsyncDisposableStack()
  const stores = await openMemoryStores(config)
  open.defer(stores.close)
  const keys = await openKeys({ config, stores, onError: () => {} })
  open.defer(keys.stop)
  const app = await openApp({
    config: { ...config, seal: undefined },
    publicUrl: config.publicUrl ?? 'http://localhost',
    managementUrl: managementUrlOf(config, config.management?.port ?? 0),
    stores,
    keys,
    log: createLogger('silent'),
    trail: noTrail,
  })
  open.defer(app.close)
}
