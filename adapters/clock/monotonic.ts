/** Milliseconds on a clock that nobody can set, for spans and deadlines of this process. */
export const monotonicMs = (): number => performance.now()
