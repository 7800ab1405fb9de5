import { z } from 'zod'

const ConsentEvent = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({ consent_id: z.string().optional(), request_id: z.string().optional() }),
})

export type ConsentEvent = z.infer<typeof ConsentEvent>

export interface HeardEvents {
  /** The event; `undefined` for what is none. One that was heard before, by its id, is not kept again. */
  hear(id: string, message: unknown): ConsentEvent | undefined
  /** The newest first. */
  all(): readonly ConsentEvent[]
  /** When something happened to a consent, where the bank was told of it. */
  toldAt(type: string, consentId: string | undefined): string | undefined
}

const mostEvents = 200

/** What the bank was told lives in memory; the oldest is forgotten first. */
export function heardEvents(): HeardEvents {
  const heard = new Map<string, ConsentEvent>()
  return {
    hear(id, message) {
      const { success, data } = ConsentEvent.safeParse(message)
      if (success && !heard.has(id)) heard.set(id, data)
      if (heard.size > mostEvents) heard.delete([...heard.keys()][0]!)
      return data
    },
    all: () => [...heard.values()].reverse(),
    toldAt: (what, consentId) =>
      [...heard.values()].find(({ type, data }) => type === what && data.consent_id === consentId)?.timestamp,
  }
}
