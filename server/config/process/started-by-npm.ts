/** Whether this process is what `npm start` or another script of npm runs. */
export const startedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined
