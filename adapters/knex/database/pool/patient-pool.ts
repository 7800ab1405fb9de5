import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { sqlState } from '../sql-state.ts'
import { monotonicMs } from '../../../clock/monotonic.ts'

interface Patience {
  /** Connections at most. */
  readonly connections: number
  /** Milliseconds that somebody waits for one. */
  readonly wait: number
  /** How many connections work now. */
  readonly alive: () => number
}

/** Milliseconds after which the pool tries to grow again. */
const restraint = 3_000
const pause = 50

/** The server, the database or the role allows no more connections. */
const allTaken = '53300'

/**
 * Lets those who need a connection wait for one that works when no more can be opened, instead of failing them at once.
 * The pool keeps the size it was able to have for a while, so that nobody tries in vain for each request.
 *
 * @NOTE Knex has no hook for this; all that it does takes its connections here.
 */
export function makePatient(knex: Knex, { connections, wait, alive }: Patience): void {
  const { client } = knex
  const { pool } = client
  const acquire: () => Promise<unknown> = client.acquireConnection.bind(client)
  let growing: NodeJS.Timeout | undefined

  const holdBack = (): void => {
    pool.max = Math.max(1, alive())
    clearTimeout(growing)
    growing = setTimeout(() => {
      pool.max = connections
    }, restraint).unref()
  }

  client.acquireConnection = async () => {
    const deadline = monotonicMs() + wait
    for (;;) {
      try {
        return await acquire()
      } catch (error) {
        const full = sqlState(error) === allTaken
        if (!(full || (alive() > 0 && isFailedAttempt(error))) || monotonicMs() > deadline) throw error
        holdBack()
        if (alive() === 0) await sleep(pause)
      }
    }
  }
}

/** Not the end of waiting itself, nor of the pool. */
const isFailedAttempt = (error: unknown): boolean =>
  error instanceof Error && error.name !== 'KnexTimeoutError' && error.message !== 'aborted'
