import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { table } from '../table.ts'
import { measureCost } from './measure-cost.ts'
import { measureFeed } from './measure-feed.ts'
import { measureRaces } from './measure-races.ts'
import { measurePush } from './measure-push.ts'

/** `node bench/events/run.ts push|feed|races|cost`, with the figures as a table or as JSON. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '20' },
    'per-second': { type: 'string', default: '200' },
    receivers: { type: 'string', default: '50' },
    readers: { type: 'string', default: '5' },
    requests: { type: 'string', default: '10000' },
    events: { type: 'string', default: '10000,1000000' },
  },
})

type Row = Readonly<Record<string, string | number>>

const load = { perSecond: Number(values['per-second']), seconds: Number(values.seconds) }

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  push: () =>
    rounds(async () => {
      const { rate, refused, told } = await measurePush({ ...load, receivers: Number(values.receivers) })
      return told.map(one => ({ 'per second': rate, refused, ...one }))
    }),
  feed: () =>
    rounds(async () => {
      const { rate, refused, followed } = await measureFeed({ ...load, readers: Number(values.readers) })
      return followed.map(one => ({ 'per second': rate, refused, ...one }))
    }),
  async races() {
    const { after, yes, broken } = await measureRaces(Number(values.requests))
    return [{ ...after, 'yes after': yes.after, 'yes before': yes.before, broken }]
  },
  async cost() {
    const rows: Row[] = []
    for (const events of values.events.split(',').map(Number))
      rows.push(...(await measureCost(events)).map(one => ({ ...one })))
    return rows
  },
}

/** Every round by itself: who reads them takes the median. */
async function rounds(measure: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let round = 1; round <= Number(values.rounds); round++) {
    const measured = await measure()
    rows.push(...measured.map(one => ({ round, ...one, load: loadavg()[0] ?? 0 })))
  }
  return rows
}

const written = (value: string | number): string =>
  typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toFixed(1)

for (const name of positionals) {
  const part = parts[name]
  if (!part) throw new Error(`There is no ${name}: ${Object.keys(parts).join(', ')}`)
  const rows = await part()
  const header = Object.keys(rows[0] ?? {})
  const cells = rows.map(row => header.map(column => written(row[column] ?? '')))
  console.log(values.json ? JSON.stringify(rows) : table(header, cells))
}
