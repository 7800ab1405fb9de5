import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { feedName } from '../../server/domain/signals/feed.ts'
import type { Bell } from '../../server/ports/ledger/bell.ts'
import type { Feeds, FeedWatch } from '../../server/ports/ledger/feeds.ts'

interface Parts {
  readonly feeds: Pick<Feeds, 'place' | 'heads'>
  readonly bell: Pick<Bell, 'onRing'>
  readonly onError: (error: unknown) => void
}

export interface OpenFeedWatch extends FeedWatch {
  /** Hears of it from now on when this process has given places. */
  onPlaced(listener: () => void): void
  /** Nobody is kept waiting any more. What is kept meanwhile still gets its place. */
  letGo(): void
  /** No places are given any more either; resolves when nothing is being done. */
  end(): Promise<void>
}

interface Waiting {
  readonly name: string
  readonly place: number
  readonly wake: () => void
}

/** Between two rounds of giving places, so that many events share one. */
const roundMilliseconds = 25
/** Between two looks for what other processes gave places to, while somebody waits. */
const lookMilliseconds = 100
/** For what a process that died left without a place. */
const everyMilliseconds = 5_000

/** Gives events their places soon after they are kept, and wakes those who wait for them, whichever process kept them. */
export function openFeedWatch({ feeds, bell, onError }: Parts): OpenFeedWatch {
  const waiting = new Set<Waiting>()
  const placed: (() => void)[] = []
  let isEnding = false
  let hasEnded = false
  let hasRung = false
  let working: Promise<void> | undefined
  let looking: Promise<void> | undefined
  const onNobodysAccount = AsyncLocalStorage.snapshot()

  const compare = async (): Promise<void> => {
    if (waiting.size === 0) return
    const heads = await feeds.heads([...new Set([...waiting].map(({ name }) => name))])
    for (const { name, place, wake } of waiting) if ((heads.get(name) ?? 0) > place) wake()
  }

  /** What is asked while the database answers is asked again afterwards, when it may know more. */
  const look = (): Promise<void> => {
    const asked = (looking ?? Promise.resolve())
      .then(compare)
      .catch(onError)
      .finally(() => {
        if (looking === asked) looking = undefined
      })
    looking = asked
    return asked
  }

  const rounds = async (): Promise<void> => {
    let hasMore = true
    while (!hasEnded && (hasMore || hasRung)) {
      hasRung = false
      hasMore = await feeds.place()
      for (const listener of placed) listener()
      await look()
      await sleep(roundMilliseconds, undefined, { ref: false })
    }
  }

  const work = (): void => {
    hasRung = true
    if (hasEnded) return
    working ??= rounds()
      .catch(onError)
      .finally(() => {
        working = undefined
      })
  }

  const letGo = (): void => {
    isEnding = true
    for (const { wake } of waiting) wake()
  }

  const silence = bell.onRing(() => onNobodysAccount(work))
  const regularly = setInterval(work, everyMilliseconds).unref()
  const often = setInterval(() => void (looking ?? look()), lookMilliseconds).unref()
  work()

  return {
    get isEnding() {
      return isEnding
    },
    until: (feed, place, { milliseconds, signal }) =>
      new Promise(resolve => {
        if (isEnding || signal?.aborted) return resolve()
        const wake = () => {
          waiting.delete(one)
          clearTimeout(timer)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const one = { name: feedName(feed), place, wake }
        const timer = setTimeout(wake, milliseconds)
        signal?.addEventListener('abort', wake)
        waiting.add(one)
      }),
    onPlaced: listener => void placed.push(listener),
    letGo,
    async end() {
      letGo()
      hasEnded = true
      silence()
      clearInterval(regularly)
      clearInterval(often)
      await working
      await looking
    },
  }
}
