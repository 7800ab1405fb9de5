import { Client } from 'pg'
import { selectEntries } from '../../adapters/knex/ledger/feeds/feed-entry-row.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { fillEvents, wholeFeeds } from './fill-events.ts'

export interface Cost {
  readonly events: number
  readonly feed: string
  /** Where in the feed, as a share of its length. */
  readonly from: number
  /** Pages of tables and indexes that reading fifty events takes. */
  readonly pages: number
  readonly milliseconds: number
}

const read = 50
const places = [0, 0.25, 0.5, 0.9]

interface Plan {
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
}

/** In a database of its own that has so many events. */
export async function measureCost(events: number): Promise<readonly Cost[]> {
  const database = await openBenchDatabase()
  const client = new Client(database.url)
  try {
    await fillEvents(database.url, events)
    await client.connect()
    return await costsOf(client, events)
  } finally {
    await client.end()
    await database.stop()
  }
}

/** What it costs to read fifty events at several places of feeds that tell of all events, of which there are so many. */
export async function costsOf(client: Client, events: number): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  for (const feed of wholeFeeds)
    for (const from of places) costs.push(await costOf(client, { events, feed, from }))
  return costs
}

/** Of the second of two times. */
async function costOf(client: Client, where: Pick<Cost, 'events' | 'feed' | 'from'>): Promise<Cost> {
  const explain = async () => {
    const values = [where.feed, Math.floor(where.events * where.from), read]
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${selectEntries}`, values)
    return rows[0]['QUERY PLAN'][0] as { readonly Plan: Plan; readonly 'Execution Time': number }
  }
  await explain()
  const { Plan: plan, 'Execution Time': milliseconds } = await explain()
  return { ...where, pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], milliseconds }
}
