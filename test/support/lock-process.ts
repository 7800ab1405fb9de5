import { lockDirectory } from '../../adapters/knex/database/embedded/directory-lock.ts'

try {
  lockDirectory(process.argv[2] ?? '')
  process.send?.('locked')
} catch (error) {
  process.send?.(error instanceof Error ? error.message : 'unknown')
}
setInterval(() => {}, 60_000)
