import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './send.ts'

/** One request under load: its answer, or `undefined` when the connection was cut before one came. */
export interface Shot {
  readonly began: number
  readonly ended: number
  readonly answer: Answer | undefined
}

export interface Load {
  readonly shots: readonly Shot[]
  /** Lets what was begun finish. */
  stop(): Promise<readonly Shot[]>
}

/** Keeps this many requests going, one after the other each, until it is stopped. */
export function startLoad(workers: number, act: (turn: number) => Promise<Answer>): Load {
  const shots: Shot[] = []
  let going = true
  let turns = 0
  const work = async (): Promise<void> => {
    while (going) {
      const began = performance.now()
      const answer = await act(turns++).catch(() => undefined)
      shots.push({ began, ended: performance.now(), answer })
      if (answer?.status !== 200) await sleep(5)
    }
  }
  const ended = Promise.all(Array.from({ length: workers }, work))
  return {
    shots,
    async stop() {
      going = false
      await ended
      return shots
    },
  }
}
