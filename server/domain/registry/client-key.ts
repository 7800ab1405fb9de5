/** A registered public key (JWK). */
export type ClientKey = Readonly<Record<string, unknown>>

/** Member of a registered key: the instant (ISO 8601) from which it is no longer taken. */
export const lapses = 'samtykke:lapses'

/** Whether a key is still taken at an instant. */
export const isTaken = ({ [lapses]: end }: ClientKey, at: Date): boolean =>
  typeof end !== 'string' || at < new Date(end)
