import type { Environment } from './environment.ts'

/** The environment for a process that this one starts: its own, with changes; `undefined` takes a variable away. */
export const childEnvironment = (changes: Environment): Environment =>
  Object.fromEntries(
    Object.entries({ ...process.env, ...changes }).filter(([, value]) => value !== undefined),
  )
