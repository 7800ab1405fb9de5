/** Which proofs were used, so that none is used twice. An API of several processes keeps it where all of them see it. */
export interface Replays {
  /**
   * Keeps this name until then (milliseconds since 1970): `false` when it is kept already. Of two claims at once one gets `true`.
   */
  claim(name: string, until: number): Promise<boolean>
}

/** For one process. Only proofs of good tokens get here, so it holds those of the last minute. */
export function replaysInMemory(now: () => number): Replays {
  const kept = new Map<string, number>()
  let swept = 0
  const sweep = () => {
    if (now() - swept < 10_000) return
    swept = now()
    for (const [name, until] of kept) if (until < now()) kept.delete(name)
  }
  return {
    async claim(name, until) {
      sweep()
      if (kept.has(name)) return false
      kept.set(name, until)
      return true
    },
  }
}
