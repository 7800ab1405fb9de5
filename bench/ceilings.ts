import { fileURLToPath } from 'node:url'
import { startChild } from '../test/support/child-server.ts'
import { type Figures, figures } from './figures.ts'
import { runLoad } from './load/load-process.ts'
import type { Load } from './scenarios.ts'
import type { BenchDatabase } from './targets/bench-database.ts'

/** What the machine itself can do: bare `node:http`, and the same with the one statement of an introspection. */
export async function ceilings(load: Load, database: BenchDatabase): Promise<Figures[]> {
  return [
    await ceiling('bare node:http', './targets/bare-http-server.ts', { load, env: {} }),
    await ceiling('node:http and the single statement', './targets/single-statement-server.ts', {
      load,
      env: { DATABASE_URL: database.url },
    }),
  ]
}

async function ceiling(
  name: string,
  file: string,
  { load, env }: { load: Load; env: Record<string, string> },
): Promise<Figures> {
  const child = await startChild({
    file: fileURLToPath(new URL(file, import.meta.url)),
    readyWord: 'ready',
    env: { NODE_ENV: 'production', ...env },
  })
  const target = { name, pid: child.pid, stop: async () => void (await child.stop()) }
  const run = () =>
    runLoad({
      kind: 'requests',
      url: child.ready,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      bodies: ['token=a-token-of-some-length-that-is-not-looked-at'],
      expect: 'active',
      ...load,
    })
  try {
    return await figures({ target, scenario: 'ceiling' }, run)
  } finally {
    await target.stop()
  }
}
