/** What stands in a record where the one who asks has not said what belongs there. */
export const notTold = 'not told by the asker'

/** Whether it stands anywhere in a value. */
export const holdsUntold = (value: unknown): boolean =>
  value === notTold || (typeof value === 'object' && value !== null && Object.values(value).some(holdsUntold))
