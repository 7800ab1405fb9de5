import { waitedInTime, withoutPatience } from '../../database/patience.ts'

interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

const mostAtOnce = 64

/**
 * Does for one item what `together` does for many, in their order: items that come while it is at work go together in
 * its next turn, so each is dealt with by a turn that began after it came. All of a turn fail with it. Each item is waited
 * for as any statement, and a turn, which is for many, has nobody's patience.
 */
export function gather<Item, Result>(
  together: (items: readonly Item[]) => Promise<readonly Result[]>,
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
        for (const { failed } of turn) failed(error)
      }
    }
    atWork = false
  }

  const enqueue = (item: Item): Promise<Result> =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (!atWork) void withoutPatience(work)
    })

  return item => waitedInTime(() => enqueue(item))
}
