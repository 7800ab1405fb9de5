import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { movableClock } from '../../adapters/clock/movable-clock.ts'
import { requestAround } from '../../server/http/surroundings.ts'
import { noHash } from '../../adapters/log/audit/chain.ts'
import { openAuditTrail } from '../../adapters/log/audit/audit-trail.ts'
import { createLogger } from '../../adapters/log/logger.ts'
import { openApp } from '../../server/compose/app.ts'
import { openKeys } from '../../server/compose/keys.ts'
import { readConfig } from '../../server/config/read-config.ts'
import { faces } from '../../server/faces/index.ts'
import { httpServer } from '../../server/http/server.ts'
import type { SigningKey } from '../../server/ports/oauth/signing-key-store.ts'
import { assertAuditLine } from './audit-line.ts'
import type { TestDatabase } from './database.ts'
import type { ShownClient } from '../../server/faces/face-module.ts'
import { copyKeysInto } from './fresh-data-dir.ts'
import { storesAt, type TestStores } from './stores.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'samtykke-test-'))
copyKeysInto(dataDir)
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }))

/** Of the app before, so that not every one makes its own, which takes long. */
let signingKeys: readonly SigningKey[] = []
const asFirst = { retireOthersAt: undefined, onlyIfNone: true }

/** A test knows which client has a secret and which a key. */
interface WrittenDemoJson {
  readonly issuers: Readonly<Record<string, string>>
  readonly clients: Readonly<Record<string, Readonly<Record<string, Required<ShownClient>>>>>
  /** What a face has added under its own name. */
  readonly [member: string]: unknown
}

type Variables = Readonly<Record<string, string>>

/** Further settings, or what gives them when the port is known. */
type Environment = Variables | ((port: number) => Variables)

export type WholeApp = Awaited<ReturnType<typeof startWholeApp>>

/**
 * The whole server with the demo world on a test's database, on a free port, in this process. `others` are stores in place of
 * the usual ones.
 */
export async function startWholeApp(
  database: TestDatabase,
  env: Environment = {},
  others: Partial<TestStores> = {},
) {
  let handle: RequestListener = () => {}
  const server = httpServer((request, response) => handle(request, response))
  const port = await listenSomewhere(server)
  let handleManagement: RequestListener = () => {}
  const management = httpServer((request, response) => handleManagement(request, response))
  const managementUrl = `http://127.0.0.1:${await listenSomewhere(management)}`
  const publicUrl = `http://localhost:${port}`
  const config = readConfig(
    {
      SAMTYKKE_ENV: 'test',
      SAMTYKKE_DATA_DIR: dataDir,
      SAMTYKKE_LOG_LEVEL: 'silent',
      ...(typeof env === 'function' ? env(port) : env),
    },
    { faces },
  )

  const clock = {
    ...movableClock,
    set: (at: Date) => movableClock.hold(at),
    move: (milliseconds: number) => movableClock.advance(milliseconds / 1000),
  }
  const audited: Record<string, unknown>[] = []
  const told: Record<string, unknown>[] = []
  const trail = await auditInto(audited)
  const stores = { ...storesAt(database, clock, { audit: trail }), ...others }
  for (const key of signingKeys) {
    const now = clock.now()
    await stores.keys.add({ ...key, publishedAt: now, activeFrom: now }, asFirst)
  }
  const keys = await openKeys({ config, stores, onError: () => {} })
  const logged: string[] = []
  const log = createLogger('info', {
    write: line => {
      logged.push(line)
      if (line.includes('"event":')) told.push(JSON.parse(line))
    },
  })
  const app = await openApp({ config, publicUrl, managementUrl, stores, keys, log, trail })
  signingKeys = await stores.keys.list()
  handle = app.handle
  handleManagement = app.handleManagement ?? handleManagement
  return {
    publicUrl,
    managementUrl,
    stores,
    clock,
    /** The audit trail so far. */
    audited,
    /** What dialects told the operator by their own names. */
    told,
    /** Every line of the log so far. */
    logged,
    /** What an operator counts, in Prometheus's text. */
    measured: async () => (await app.metrics.exposition()).text,
    sendNotices: async () => app.sendNotices?.(),
    /** What `demo.json` holds, which is written by this. */
    async demoJson(): Promise<WrittenDemoJson> {
      await app.announce()
      return JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
    },
    async close() {
      clock.reset()
      keys.stop()
      app.endWaiting()
      await app.close()
      for (const line of audited) assertAuditLine(line)
      for (const one of [server, management]) {
        one.closeAllConnections()
        await new Promise(closed => one.close(closed))
      }
    },
  }
}

/** On a free port, which is given. A file of tests ends although a world of it was refused half made. */
async function listenSomewhere(server: Server): Promise<number> {
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  server.unref()
  return (server.address() as AddressInfo).port
}

/** A trail whose lines are kept here, parsed. */
const auditInto = (audited: Record<string, unknown>[]) => {
  let isOpen = false
  return openAuditTrail({
    stream: 'test',
    clock: movableClock,
    surroundings: requestAround,
    onTrouble: () => {},
    openSink: () => ({
      async open() {
        if (isOpen) return undefined
        isOpen = true
        return noHash
      },
      write: async lines => void audited.push(...lines.map(({ text }) => JSON.parse(text))),
      reopen: () => {},
      close: async () => {},
    }),
  })
}
