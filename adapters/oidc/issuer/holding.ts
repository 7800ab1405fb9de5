import { AsyncLocalStorage } from 'node:async_hooks'

const holds = new AsyncLocalStorage<true>()

/** What the engine finds of a browser's state during the work is held, in the statement that finds it. */
export const holding = <Result>(work: () => Promise<Result>): Promise<Result> => holds.run(true, work)

export const isHolding = (): boolean => holds.getStore() === true
