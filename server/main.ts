import { start } from './compose.ts'
import { composeConfig } from './compose-config.ts'
import { welcome } from './welcome.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

async function main(): Promise<void> {
  const config = composeConfig()
  const server = await start(config)
  endOnSignal(() => server.close())
  process.stdout.write(`${welcome(config, server.publicUrl)}samtykke ready ${server.publicUrl}\n`)
}

/** The first signal drains, a second one ends at once. */
function endOnSignal(close: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) process.exit(1)
    ending = true
    close().then(() => process.exit(0), fail('did not end cleanly'))
  }
  for (const signal of signals) process.on(signal, end)
}

const fail =
  (what: string) =>
  (error: unknown): never => {
    process.stderr.write(`samtykke ${what}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }

main().catch(fail('cannot start'))
