/** Whom the row on top of a page names. */
export interface ShownPerson {
  readonly name: string
  /** The time of day when the login ends by itself. */
  readonly until: string
}

/** Finds out who is logged in by the cookies of a browser; `undefined` when nobody is. */
export type PersonOf = (
  cookies: Readonly<Record<string, string | undefined>>,
) => Promise<ShownPerson | undefined>

/** The same for a page about something else that went wrong: whatever fails here is not worth telling. */
export const personHere = async (
  personOf: PersonOf | undefined,
  cookies: Parameters<PersonOf>[0],
): Promise<ShownPerson | undefined> => personOf?.(cookies).catch(() => undefined)
