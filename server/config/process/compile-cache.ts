import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where npm keeps what it installs in a checkout. The package that npm publishes has nothing there. */
const installed = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/**
 * Keeps what Node strips and compiles from now on for the next start, in a checkout; Node itself sees when a file has
 * changed. Where nothing can be kept there, the start goes on without.
 */
export function keepCompiled(): void {
  if (existsSync(installed)) enableCompileCache(join(installed, '.cache', 'samtykke', 'compiled'))
}
