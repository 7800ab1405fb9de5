import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import { onEachDatabase, type TestDatabase } from '../support/database.ts'
import { answerOf, nora, visitor } from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const seconds = Number(process.env.SAMTYKKE_TEST_SOAK_SECONDS ?? 30)
const rounds = 3

/** What is kept for years, and may grow with every consent. */
const kept =
  /^(authorization_grant|consent_request|decision|event|event_stream|feed|feed_entry|feed_mark|grant_scope|grant_use|party|notice)/

/** Bytes, for what is compiled, cached within its bounds and not collected yet. */
const mostGrown = 16 * 1024 * 1024

/** Milliseconds after which nothing of a journey is good any more. */
const pastExpiry = 400 * 24 * 3600 * 1000

onEachDatabase(
  'A server that goes on for long',
  database => {
    it('F22: holds no more for many callers than for few, in its tables and in its memory', async function () {
      this.timeout(seconds * 2000 + 180_000)
      const app = await startWholeApp(database)
      const maintenance = knexMaintenance({ ...database, clock: app.clock })
      const seen: { readonly rows: Readonly<Record<string, number>>; readonly heap: number }[] = []
      try {
        for (let round = 0; round < rounds; round++) {
          await busyFor(app, seconds / rounds)
          app.clock.move(pastExpiry)
          await maintenance.maintain()
          seen.push({ rows: await rowsOf(database), heap: heapAfterCollection() })
        }
      } finally {
        await app.close()
      }
      const [first, second, last] = [seen[0]!, seen[1]!, seen.at(-1)!]
      assert.ok(last.rows.consent_request! > first.rows.consent_request!, 'there was something to hold')
      for (const [table, rows] of Object.entries(last.rows))
        if (!kept.test(table)) assert.equal(rows, first.rows[table], table)
      const grown = last.heap - second.heap
      assert.ok(grown < mostGrown, `the heap grew by ${grown} bytes`)
    })
  },
  'before all',
)

/** Journeys and garbage, side by side. */
async function busyFor(app: WholeApp, span: number): Promise<void> {
  const until = performance.now() + span * 1000
  const going = async (one: (app: WholeApp) => Promise<void>) => {
    while (performance.now() < until) await one(app)
  }
  await Promise.all([going(journey), going(garbage), going(garbage)])
}

async function journey({ publicUrl, demoJson }: WholeApp): Promise<void> {
  const { web, resourceServer } = (await demoJson()).clients.oauth!
  const browser = visitor(publicUrl)
  const question = await browser.logIn(await browser.ask({ prompt: 'consent' }), nora)
  const { code } = answerOf(await browser.submit(question, { decision: 'accept' }))
  assert.ok(code, 'a code')
  const form = { grant_type: 'client_credentials', scope: 'income.read' }
  const { json } = await send(`${publicUrl}/token`, { form, as: web! })
  const token = String(json.access_token)
  assert.equal((await send(`${publicUrl}/introspect`, { form: { token }, as: resourceServer! })).status, 200)
}

async function garbage({ publicUrl }: WholeApp): Promise<void> {
  const junk = randomBytes(24).toString('base64url')
  const as = { client_id: junk, client_secret: junk }
  const answers = await Promise.all([
    send(`${publicUrl}/token`, { form: { grant_type: 'client_credentials' }, as }),
    send(`${publicUrl}/introspect`, { form: { token: junk }, as }),
    send(`${publicUrl}/${junk}/${junk}`),
    send(`${publicUrl}/authorize?client_id=${junk}&state=${junk}`),
    send(`${publicUrl}/consents`, { cookie: `session=${junk}; login-${junk}=${junk}` }),
    visitor(publicUrl).ask({ state: junk }),
  ])
  for (const { status } of answers) assert.ok(status < 500, String(status))
}

async function rowsOf({ knex }: TestDatabase): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(
    `select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relispartition and relname not like 'knex%' order by relname`,
  )
  const counted: Record<string, number> = {}
  for (const { name } of tables)
    counted[name] = (await knex.raw(`select count(*)::int as rows from ${name}`)).rows[0].rows
  return counted
}

/** Bytes that are still reachable. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let times = 0; times < 3; times++) collect()
  return process.memoryUsage().heapUsed
}
