import { startSamtykke, removeDataDir } from '../test/support/samtykke-process.ts'
import { unlimited } from '../test/support/fuzz/unlimited.ts'
import { table } from './table.ts'
import { basic } from './targets/target.ts'

/**
 * Whether an unknown client is told from a wrong secret by time (S72), however many are tried: `node bench/told-apart.ts
 * [samples]`. Mann-Whitney's test, two-sided; two kinds of the same refusal show what chance does.
 */
const samples = Number(process.argv[2] ?? 2000)

const server = await startSamtykke({
  env: { SAMTYKKE_LOG_LEVEL: 'silent', DATABASE_URL: '', ...unlimited },
})
const { web, resourceServer } = server.demo.clients.oauth
const kinds = {
  unknown: 'nobody-at-all',
  'unknown, too': 'nobody-either',
  'wrong secret': web.client_id,
  'wrong secret, too': resourceServer.client_id,
}
const endpoints = {
  '/token': { grant_type: 'client_credentials', scope: 'income.read' },
  '/introspect': { token: 'x' },
  '/revoke': { token: 'x' },
  '/grants/6f0c2d3c-3b0b-4f0c-9a4e-6d7a2c3f1b00/uses': {},
}

const rows = await Promise.all(Object.entries(endpoints).map(([path, form]) => compare(path, form)))
console.log(`${samples} samples of each.\n`)
console.log(table(['path', 'one', 'other', 'median ms', 'median ms', 'p'], rows.flat()))
await server.stop()
await removeDataDir(server)

/** Each kind in turn, in an order that changes. */
async function compare(path: string, form: Readonly<Record<string, string>>): Promise<string[][]> {
  const taken: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]))
  for (let round = -50; round < samples; round++) {
    const order = Object.entries(kinds).sort(() => Math.random() - 0.5)
    for (const [kind, id] of order) {
      const milliseconds = await refusal(path, form, id)
      if (round >= 0) taken[kind]!.push(milliseconds)
    }
  }
  const pairs = [
    ['unknown', 'wrong secret'],
    ['unknown', 'wrong secret, too'],
    ['unknown', 'unknown, too'],
  ] as const
  return pairs.map(([one, other]) => {
    const [first, second] = [taken[one]!, taken[other]!]
    return [path, one, other, median(first), median(second), pValue(first, second)]
  })
}

async function refusal(path: string, form: Readonly<Record<string, string>>, id: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(server.publicUrl + path, {
    method: 'POST',
    headers: { authorization: basic({ id, secret: 'a-wrong-secret-of-some-length' }) },
    body: new URLSearchParams(form),
  })
  await answer.text()
  const milliseconds = performance.now() - began
  if (answer.status !== 401) throw new Error(`${path} answered ${answer.status}`)
  return milliseconds
}

function median(all: readonly number[]): string {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!.toFixed(3)
}

/** By the normal approximation, which is good for hundreds of samples. */
function pValue(one: readonly number[], other: readonly number[]): string {
  const ranked = [
    ...one.map(value => ({ value, first: true })),
    ...other.map(value => ({ value, first: false })),
  ]
    .toSorted((a, b) => a.value - b.value)
    .map((each, at) => ({ ...each, rank: at + 1 }))
  const ranks = ranked.filter(({ first }) => first).reduce((sum, { rank }) => sum + rank, 0)
  const [n, m] = [one.length, other.length]
  const u = ranks - (n * (n + 1)) / 2
  const z = Math.abs(u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return (2 * (1 - normal(z))).toFixed(3)
}

/** Abramowitz and Stegun 7.1.26, good to seven digits. */
function normal(z: number): number {
  const t = 1 / (1 + (0.3275911 * z) / Math.SQRT2)
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429]
  const sum = series.reduce((total, factor, power) => total + factor * t ** (power + 1), 0)
  return (1 + (1 - sum * Math.exp((-z * z) / 2))) / 2
}
