import { setTimeout as sleep } from 'node:timers/promises'
import { Unanswered } from '../issuer/ask.ts'

const shortest = 200
const longest = 10_000

export interface Repeated {
  /** One go, which ends when there is nothing more to do now. */
  readonly work: (signal: AbortSignal) => Promise<void>
  readonly onTrouble: (error: unknown) => void
}

/**
 * Does it again and again until it is stopped: soon after a go that went well, later and later, with a random part, after
 * those that failed, and not before a `Retry-After`.
 */
export function again({ work, onTrouble }: Repeated): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async () => {
    let failures = 0
    while (!signal.aborted) {
      let wait = shortest / 4
      try {
        await work(signal)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        onTrouble(error)
        wait = Math.max(pauseAfter(failures), askedFor(error))
        failures += 1
      }
      await sleep(wait, undefined, { signal }).catch(() => {})
    }
  }
  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const pauseAfter = (failures: number): number =>
  Math.min(longest, shortest * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)

const askedFor = (error: unknown): number =>
  error instanceof Unanswered && error.retryAfter !== undefined ? Math.min(error.retryAfter, 60) * 1000 : 0
