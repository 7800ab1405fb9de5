import { keepCompiled } from './config/process/compile-cache.ts'
import { startedByNpm } from './config/process/started-by-npm.ts'
import { makePairsAhead } from './demo/rsa-pairs.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

const parent = process.ppid

/** Everything else is loaded once Node keeps what it compiles. */
async function main(): Promise<void> {
  keepCompiled()
  const { isFirstDemoStart } = await import('./config/process/is-first-demo-start.ts')
  if (isFirstDemoStart()) makePairsAhead()
  const [{ start }, { composeConfig }, { welcome }] = await Promise.all([
    import('./compose/start.ts'),
    import('./compose/config.ts'),
    import('./welcome.ts'),
  ])
  const config = composeConfig()
  const server = await start(config)
  const end = endOnce(() => server.close())
  for (const signal of signals) process.on(signal, end)
  process.on('SIGHUP', () => server.filesMoved())
  if (startedByNpm()) whenParentIsGone(end)
  process.stdout.write(`${welcome(config, server.publicUrl)}samtykke ready ${server.publicUrl}\n`)
}

/** npm passes on what the terminal has sent to everybody already: that is not a second wish. */
const sameWishMilliseconds = 500

/** The first time drains, a second one ends at once. */
function endOnce(close: () => Promise<void>): () => void {
  let wishes: 'none' | 'one' | 'one, a while ago' = 'none'
  return () => {
    if (wishes === 'one, a while ago') process.exit(1)
    if (wishes === 'one') return
    wishes = 'one'
    setTimeout(() => {
      wishes = 'one, a while ago'
    }, sameWishMilliseconds)
    close().then(() => process.exit(0), fail('did not end cleanly'))
  }
}

const lookMilliseconds = 250

/** npm passes on SIGTERM and SIGINT; when it ends in another way, nobody would signal the server. */
function whenParentIsGone(end: () => void): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    end()
  }, lookMilliseconds).unref()
}

/** Of several things that failed at the end, each. */
function messageOf(error: unknown): string {
  if (error instanceof SuppressedError) return `${messageOf(error.suppressed)}; ${messageOf(error.error)}`
  return error instanceof Error ? error.message : String(error)
}

const fail =
  (what: string) =>
  (error: unknown): never => {
    process.stderr.write(`samtykke ${what}: ${messageOf(error)}\n`)
    process.exit(1)
  }

main().catch(fail('cannot start'))
