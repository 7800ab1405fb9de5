import type { Taken, Tellings } from '../../ports/signals/tellings.ts'

interface Record {
  /** Begins to put it on record, and does not wait. */
  add(taken: Taken): void
  /** Resolves once all is on record; throws when something cannot be. */
  end(): Promise<void>
}

/** Puts on record what a client takes while it is told more: what comes during one write is the next one's. */
export function recordTellings(tellings: Pick<Tellings, 'took'>, clientId: string): Record {
  const waiting: Taken[] = []
  let writing: Promise<void> | undefined

  const write = async (): Promise<void> => {
    while (waiting.length > 0) await tellings.took(waiting.splice(0), clientId)
    writing = undefined
  }

  return {
    add(taken) {
      waiting.push(taken)
      if (writing) return
      writing = write()
      // Whoever ends it hears of it.
      writing.catch(() => {})
    },
    end: async () => writing,
  }
}
