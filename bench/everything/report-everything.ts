import { setTimeout as sleep } from 'node:timers/promises'
import { load } from 'cheerio'
import { Client } from 'pg'
import type { PartyId } from '../../server/domain/ids.ts'
import { cookieJar } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { askerIds, fillLedger } from '../ledger/fill-ledger.ts'
import { cpuMilliseconds } from '../measure.ts'
import { table } from '../table.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { benchAudiences } from '../targets/bench-registry.ts'
import { startSamtykkeServer } from '../targets/samtykke.ts'

const consents = 10_000
const usesOfEach = 1
const eventsOfEach = 2 + usesOfEach
const times = 7

/**
 * A Markdown table: how long a person with ten thousand consents, each asked for, given and used once, waits for the file with everything about
 * her, one download at a time.
 */
export async function reportEverything(): Promise<string> {
  const database = await openBenchDatabase()
  const server = await startSamtykkeServer({
    name: 'samtykke on PostgreSQL',
    databaseUrl: database.url,
    env: { SAMTYKKE_KEYS_EVERY_SECONDS: '1' },
  })
  const client = new Client(database.url)
  await client.connect()
  try {
    const { origin } = new URL(server.tokenUrl)
    const cookie = await logIn(origin, server.login)
    await fill(client, database.url)
    let size = (await download(origin, cookie)).length
    const before = cpuMilliseconds(server.pid)
    const taken: number[] = []
    for (let time = 0; time < times; time++) {
      const began = performance.now()
      size = (await download(origin, cookie)).length
      taken.push((performance.now() - began) / 1000)
    }
    const cpu = (cpuMilliseconds(server.pid) - before) / 1000 / times
    const sorted = taken.sort((a, b) => a - b)
    const measured = [sorted[0]!, sorted[times >> 1]!, sorted[times - 1]!, cpu].map(one => one.toFixed(2))
    return table(
      ['everything about one person', 'file, MB', 'fastest s', 'median s', 'slowest s', "the server's CPU s"],
      [[`${consents} consents`, (size / 1e6).toFixed(1), ...measured]],
    )
  } finally {
    await client.end()
    await server.stop()
    await database.stop()
  }
}

async function fill(client: Client, databaseUrl: string): Promise<void> {
  const { rows } = await client.query<{ party_id: PartyId }>(
    'select party_id from browser_state where party_id is not null',
  )
  const her = rows[0]!.party_id
  await client.query(
    `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
     select id, 'organization', 'orgno', decode(md5(id::text), 'hex'), '', 'none', 'Foretak ' || n, now()
     from unnest($1::uuid[]) with ordinality as one (id, n)`,
    [askerIds],
  )
  await fillLedger(databaseUrl, consents * eventsOfEach, {
    usesOfEach,
    asked: {
      clientId: 'bench-web',
      purpose: { id: 'bench', version: 1 },
      requestedFrom: her,
      requestedTo: her,
      scopes: [{ permission: 'debt.read', resourceType: 'api', resourceId: benchAudiences.opaque }],
    },
  })
  await untilSealed(client)
}

/** Has the server seal what was written plain, as for texts from before there were keys, and waits for it. */
async function untilSealed(client: Client): Promise<void> {
  await client.query(
    `insert into resealing (kind, started_at) select unnest(array['shown-texts', 'uses']), now()
     on conflict (kind) do update set position = null, started_at = now(), finished_at = null`,
  )
  for (let second = 0; second < 300; second++) {
    const { rows } = await client.query<{ left: number }>(
      `select (select count(*) from decision where shown_text <> '')::int + (select count(*) from grant_use where what <> '')::int as left`,
    )
    if (rows[0]?.left === 0) {
      await client.query('vacuum analyze')
      return
    }
    await sleep(1000)
  }
  throw new Error('The texts were not sealed in time')
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

async function download(origin: string, cookie: string): Promise<Uint8Array> {
  const page = await (await fetch(`${origin}/everything`, { headers: { cookie } })).text()
  const csrf = load(page)('input[name=csrf]').attr('value') ?? ''
  const answer = await fetch(`${origin}/everything`, {
    method: 'POST',
    headers: { cookie, origin },
    body: new URLSearchParams({ act: 'download', csrf }),
  })
  if (answer.status !== 200) throw new Error(`/everything: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
