import type { Claimed } from '../../server/ports/signals/delivery-queue.ts'

interface Parts {
  readonly claim: (most: number) => Promise<readonly Claimed[]>
  readonly deliver: (claimed: Claimed) => Promise<void>
  readonly onError: (error: unknown) => void
}

export interface Sender {
  /** There may be something to send. */
  wake(): void
  /** Begins nothing more; resolves when nothing is being done. */
  end(): Promise<void>
}

/** So that receivers which keep us waiting do not hold up others. */
const mostAtOnce = 32

/** For what other processes kept, what is due again, and what is told of streams themselves. */
const lookMilliseconds = 500

/** Delivers to streams as they fall due, several at once, each by itself. */
export function openSender({ claim, deliver, onError }: Parts): Sender {
  const running = new Set<Promise<void>>()
  let claiming: Promise<void> | undefined
  let isWoken = false
  let isEnding = false

  const start = (claimed: Claimed): void => {
    const one = deliver(claimed)
      .catch(onError)
      .finally(() => {
        running.delete(one)
        wake()
      })
    running.add(one)
  }

  const fill = async (): Promise<void> => {
    while (isWoken && !isEnding && running.size < mostAtOnce) {
      isWoken = false
      for (const one of await claim(mostAtOnce - running.size)) start(one)
    }
  }

  const wake = (): void => {
    isWoken = true
    if (isEnding) return
    claiming ??= fill()
      .catch(onError)
      .finally(() => {
        claiming = undefined
      })
  }

  const looking = setInterval(wake, lookMilliseconds).unref()
  return {
    wake,
    async end() {
      isEnding = true
      clearInterval(looking)
      await claiming
      await Promise.all(running)
    },
  }
}
