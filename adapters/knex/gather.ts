import { waitedInTime, withoutPatience } from './database/patience.ts'

interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

/** What to do for many items; gives the results in their order. */
type Together<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>

const mostAtOnce = 64

/**
 * Does for one item what `together` does for many, in their order: items that come while it is at work go together in
 * its next turn, so each is dealt with by a turn that began after it came. All of a turn fail with it. Each item is waited
 * for as any statement, and left out when that was too long before its turn; a turn, which is for many, has nobody's patience.
 * `isForAll`: whether those who came meanwhile would only wait for the same failure; never, when not said.
 */
export function gather<Item, Result>(
  together: Together<Item, Result>,
  isForAll: (error: unknown) => boolean = () => false,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let atWork = false

  const work = async (): Promise<void> => {
    atWork = true
    while (waiting.length > 0) {
      const turn = waiting.splice(0, mostAtOnce)
      try {
        const results = await together(turn.map(({ item }) => item))
        for (const [index, { done }] of turn.entries()) done(results[index] as Result)
      } catch (error) {
        if (isForAll(error)) turn.push(...waiting.splice(0))
        for (const { failed } of turn) failed(error)
      }
    }
    atWork = false
  }

  return async item => {
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<Result>()
    const one = { item, done, failed }
    const enqueue = (): Promise<Result> => {
      waiting.push(one)
      if (!atWork) void withoutPatience(work)
      return promise
    }
    try {
      return await waitedInTime(enqueue)
    } finally {
      const place = waiting.indexOf(one)
      if (place !== -1) waiting.splice(place, 1)
    }
  }
}

/** The same for items with keys: those of one key go together, and those of others do not wait for them. */
export function gatherEach<Item, Result>(
  keyOf: (item: Item) => string,
  ...how: Parameters<typeof gather<Item, Result>>
): (item: Item) => Promise<Result> {
  const keys = new Map<string, { readonly gathered: (item: Item) => Promise<Result>; inside: number }>()
  return async item => {
    const key = keyOf(item)
    const one = keys.get(key) ?? { gathered: gather(...how), inside: 0 }
    keys.set(key, one)
    one.inside++
    try {
      return await one.gathered(item)
    } finally {
      if (--one.inside === 0) keys.delete(key)
    }
  }
}
