import { AsyncLocalStorage } from 'node:async_hooks'
import type { Lane, Lanes } from '../../../../server/ports/lanes.ts'

/** A request on its way. */
export interface Travel {
  readonly lane: Lane
  /** Higher for those that began later. */
  readonly number: number
  /** `undefined` until it is known. */
  whose: string | undefined
  /** Milliseconds that it may still wait for connections. */
  patience: number
}

export interface OpenLanes extends Lanes {
  /** The request around the caller; `undefined` for a start, a job or a command. */
  travel(): Travel | undefined
}

/** Milliseconds that a request may wait for connections in all. */
const patience: Readonly<Record<Lane, number>> = { ordinary: 3_000, introspection: 3_000, withdrawal: 4_000 }

/** The lanes of one pool, carried by the asynchronous context. */
export function openLanes(): OpenLanes {
  const around = new AsyncLocalStorage<Travel>()
  let begun = 0
  return {
    run(lane, work) {
      return around.run({ lane, number: begun++, whose: undefined, patience: patience[lane] }, work)
    },
    isOf(whose) {
      const travel = around.getStore()
      if (travel) travel.whose = whose
    },
    travel: () => around.getStore(),
  }
}

/** Where there is one connection, which goes to whoever came first. */
export const oneLane: Lanes = { run: (_lane, work) => work(), isOf: () => {} }
