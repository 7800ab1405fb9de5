import { createHmac } from 'node:crypto'
import { monotonicMs } from '../clock/monotonic.ts'

interface Kept {
  readonly verdict: boolean
  /** Milliseconds on the clock that nobody can set. */
  readonly until: number
}

const mostKept = 1_000
const keptMilliseconds = { good: 60_000, wrong: 5_000 }

/**
 * Remembers for a minute that a secret was right, and for five seconds that it was wrong, under a hash with this key; those
 * who ask for the same at the same moment wait for one verdict. What is kept belongs to one digest of one secret: a secret
 * that is removed or replaced is not asked for any more.
 */
export function rememberedVerdicts(key: string) {
  const kept = new Map<string, Kept>()
  const awaited = new Map<string, Promise<boolean>>()

  const keep = (name: string, verdict: boolean): boolean => {
    kept.delete(name)
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
    kept.set(name, { verdict, until: monotonicMs() + keptMilliseconds[verdict ? 'good' : 'wrong'] })
    return verdict
  }

  return async (parts: readonly string[], verify: () => Promise<boolean>): Promise<boolean> => {
    const name = createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
    const known = kept.get(name)
    if (known && monotonicMs() < known.until) return known.verdict
    const verdict =
      awaited.get(name) ??
      verify()
        .then(found => keep(name, found))
        .finally(() => awaited.delete(name))
    awaited.set(name, verdict)
    return verdict
  }
}
