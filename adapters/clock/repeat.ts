interface Pace {
  /** Until the first time; as `every` when not said. */
  readonly firstSeconds?: number
  readonly everySeconds: number
  readonly onError: (error: unknown) => void
}

/** Does something over and over, one at a time. Gives what ends that, once it is not being done. */
export function repeat(
  work: () => Promise<unknown>,
  { firstSeconds, everySeconds, onError }: Pace,
): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const tick = () => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined
      })
  }
  const once = firstSeconds === undefined ? undefined : setTimeout(tick, firstSeconds * 1000)
  const timer = setInterval(tick, everySeconds * 1000)
  return async () => {
    clearTimeout(once)
    clearInterval(timer)
    await running
  }
}
