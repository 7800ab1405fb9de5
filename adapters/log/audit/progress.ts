/** How much there is to do, how much is done, and who waits for it. */
export interface Progress {
  begin(): void
  end(count: number): void
  /** What has begun and not ended. */
  readonly left: () => number
  /** Resolves once all that has begun so far has ended, and so many milliseconds later at the latest. */
  waitFor(milliseconds: number): Promise<void>
}

export function openProgress(): Progress {
  const waiting = new Set<{ readonly upTo: number; readonly go: () => void }>()
  let begun = 0
  let ended = 0

  return {
    begin() {
      begun++
    },
    end(count) {
      ended += count
      for (const { upTo, go } of waiting) {
        if (upTo > ended) break
        go()
      }
    },
    left: () => begun - ended,
    async waitFor(milliseconds) {
      if (begun === ended) return
      await new Promise<void>(resolve => {
        const go = () => {
          clearTimeout(late)
          waiting.delete(one)
          resolve()
        }
        const late = setTimeout(go, milliseconds)
        const one = { upTo: begun, go }
        waiting.add(one)
      })
    },
  }
}
