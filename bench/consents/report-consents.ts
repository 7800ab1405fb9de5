import { cookieJar } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { percentiles } from '../percentiles.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { startSamtykkeServer } from '../targets/samtykke.ts'
import { fillConsents } from './fill-consents.ts'

const consents = 10_000
const times = 300

/** With how many each shows. */
const lists = [
  { name: 'the first 25', path: '/consents', shown: 25 },
  { name: 'the first 25 found', path: '/consents?q=foretak+17', shown: 25 },
  { name: 'the first 25 askers', path: '/consents?by=asker', shown: 25 },
  { name: 'none that ended', path: '/consents?standing=ended', shown: 0 },
]

/** A Markdown table: how long a person with ten thousand consents waits for a list of them, one request at a time. */
export async function reportConsents(): Promise<string> {
  const database = await openBenchDatabase()
  const server = await startSamtykkeServer({ name: 'samtykke on PostgreSQL', databaseUrl: database.url })
  try {
    const { origin } = new URL(server.tokenUrl)
    const cookie = await logIn(origin, server.login)
    await fillConsents(database.url, consents)
    const rows: string[][] = []
    for (const { name, path, shown } of lists)
      rows.push([name, ...percentiles(await measure(`${origin}${path}`, { cookie, shown }))])
    return table([`of ${consents} consents`, 'p50 ms', 'p95 ms', 'p99 ms'], rows)
  } finally {
    await server.stop()
    await database.stop()
  }
}

async function logIn(origin: string, login: Readonly<Record<string, string>>): Promise<string> {
  let cookie = ''
  const jar = cookieJar((_method, _url, answer) => {
    const session = answer.headers.getSetCookie().find(line => line.startsWith('session='))
    if (session) cookie = session.split(';')[0] ?? ''
  })
  const page = await jar.follow(`${origin}/consents`)
  const form = findForm(page.body, page.url, { name: 'outcome', value: 'login' })
  await jar.follow(form.action, { form: { ...form.fields, ...login } })
  return cookie
}

async function measure(
  url: string,
  { cookie, shown }: { cookie: string; shown: number },
): Promise<readonly number[]> {
  const taken: number[] = []
  for (let time = 0; time < times + 20; time++) {
    const began = performance.now()
    const answer = await fetch(url, { headers: { cookie }, redirect: 'error' })
    const page = await answer.text()
    const cards = page.split('<li class="ds-card"').length - 1
    if (answer.status !== 200 || cards !== shown) throw new Error(`${url}: ${answer.status}, ${cards} shown`)
    taken.push(performance.now() - began)
  }
  return taken.slice(20).sort((a, b) => a - b)
}
