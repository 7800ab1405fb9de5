import { monotonicMs } from '../../clock/monotonic.ts'
import { waitedInTime } from './patience.ts'

export interface BriefCache<T> {
  /** The value kept, or the one that `load` gives. `undefined` is not kept. */
  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined>
  drop(key: string): void
  clear(): void
}

interface Entry<T> {
  readonly value: Promise<T | undefined>
  isRead: boolean
  /** On the clock that never jumps. */
  readonly until: number
}

const mostEntries = 10_000

/** Keeps what was read for some milliseconds, so that many who ask at once make one question. */
export function briefCache<T>(milliseconds: number): BriefCache<T> {
  const entries = new Map<string, Entry<T>>()

  const load = (key: string, read: () => Promise<T | undefined>): Promise<T | undefined> => {
    if (entries.size >= mostEntries) entries.clear()
    const entry = { value: read(), isRead: false, until: monotonicMs() + milliseconds }
    entries.set(key, entry)
    const forget = (): void => {
      if (entries.get(key) === entry) entries.delete(key)
    }
    entry.value.then(value => {
      entry.isRead = true
      if (value === undefined) forget()
    }, forget)
    return entry.value
  }

  return {
    get(key, read) {
      const entry = entries.get(key)
      if (!entry || monotonicMs() >= entry.until) return load(key, read)
      return entry.isRead ? entry.value : waitedInTime(() => entry.value)
    },
    drop: key => void entries.delete(key),
    clear: () => entries.clear(),
  }
}
