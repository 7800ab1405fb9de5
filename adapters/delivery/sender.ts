import type { Claimed } from '../../server/ports/signals/delivery-queue.ts'

interface Parts {
  readonly claim: (most: number) => Promise<readonly Claimed[]>
  readonly deliver: (claimed: Claimed) => Promise<void>
  readonly onError: (error: unknown) => void
  /** Who takes longer holds up nobody else. */
  readonly patienceMilliseconds?: number
}

export interface Sender {
  /** There may be something to send. */
  wake(): void
  /** Begins nothing more; resolves when nothing is being done. */
  end(): Promise<void>
}

/** In hand at once, not counting those that have kept us waiting. */
const mostQuick = 32
/** All together: what is in hand takes memory. */
const mostAtOnce = 256
const usualPatienceMilliseconds = 1_000

/** For what other processes kept, what is due again, and what is told of streams themselves. */
const lookMilliseconds = 500

/** Delivers to streams as they fall due, several at once, each by itself. */
export function openSender({
  claim,
  deliver,
  onError,
  patienceMilliseconds = usualPatienceMilliseconds,
}: Parts): Sender {
  const running = new Set<Promise<void>>()
  const quick = new Set<Promise<void>>()
  let claiming: Promise<void> | undefined
  let isWoken = false
  let isEnding = false

  const start = (claimed: Claimed): void => {
    const one = deliver(claimed)
      .catch(onError)
      .finally(() => {
        clearTimeout(patience)
        running.delete(one)
        makeRoom()
      })
    const makeRoom = () => {
      quick.delete(one)
      wake()
    }
    const patience = setTimeout(makeRoom, patienceMilliseconds).unref()
    running.add(one)
    quick.add(one)
  }

  const room = (): number => Math.min(mostQuick - quick.size, mostAtOnce - running.size)

  const fill = async (): Promise<void> => {
    while (isWoken && !isEnding && room() > 0) {
      isWoken = false
      for (const one of await claim(room())) start(one)
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
