import { z } from 'zod'

const ConsentEvent = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({ consent_id: z.string().optional(), request_id: z.string().optional() }),
})

export type ConsentEvent = z.infer<typeof ConsentEvent>

export interface HeardEvents {
  /** `false` for what is no event. One that was heard before, by its id, is passed over. */
  hear(id: string, message: unknown): boolean
  /** The newest first. */
  all(): readonly ConsentEvent[]
  /** When a consent was withdrawn, where the bank was told of it. */
  withdrawnAt(consentId: string | undefined): string | undefined
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
      return success
    },
    all: () => [...heard.values()].reverse(),
    withdrawnAt: consentId =>
      [...heard.values()].find(
        ({ type, data }) => type === 'consent.withdrawn' && data.consent_id === consentId,
      )?.timestamp,
  }
}
