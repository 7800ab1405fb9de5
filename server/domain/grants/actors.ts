/** The claim `act` (RFC 8693 section 4.1): who acts now, and who acted before. */
export interface ActClaim {
  readonly sub: string
  readonly client_id: string
  readonly act?: ActClaim
}

/** The claim for clients that exchanged a token, the first one first; `undefined` for a token that nobody exchanged. */
export const actClaim = (actors: readonly string[]): ActClaim | undefined =>
  actors.reduce<ActClaim | undefined>(
    (act, id) => ({ sub: id, client_id: id, ...(act && { act }) }),
    undefined,
  )

/** The clients that a claim of ours names, the first one first. */
export function actorsIn(claim: unknown): readonly string[] {
  const act = claim as ActClaim | undefined
  return act === undefined ? [] : [...actorsIn(act.act), act.sub]
}
