import { Problem } from '../problem.ts'
import type { ReasonOf } from '../reasons.ts'
import { type AuthorizationDetail, coversDetails } from '../registry/authorization-detail.ts'
import type { Client } from '../registry/client.ts'
import type { Purpose } from '../requests/purpose.ts'

/** An access token under a consent, shown by somebody who wants one of its own in its place (RFC 8693). */
export interface SubjectToken {
  readonly clientId: string
  readonly audience: string
  readonly scopes: readonly string[]
  readonly details: readonly AuthorizationDetail[]
  /** The clients that it was exchanged by, the first one first; none for a token of the client that was given the consent. */
  readonly actors: readonly string[]
}

/** What the new token is to be for. */
export interface WantedToken {
  readonly audiences: readonly string[]
  /** Those of the old one that the client may have, when not said. */
  readonly scopes: readonly string[] | undefined
  /** The same of details. */
  readonly details: readonly AuthorizationDetail[] | undefined
}

export type Processor = Pick<Client, 'id' | 'mayActFor' | 'audiences' | 'scopeValues' | 'detailTypes'>

/** With more of them, a token would not be read any more. */
const mostActors = 8

/** Whether a client may exchange tokens of that one: as its processor, or to have a narrower one of its own. */
export const mayActFor = (client: Pick<Client, 'id' | 'mayActFor'>, clientId: string): boolean =>
  client.id === clientId || client.mayActFor?.includes(clientId) === true

/**
 * What the token may do that a processor is given for another one. Throws `token-exchange.refused`, with why: it is nobody
 * whom the token's client has do its work, the purpose has no exchange or no further one, the token is for an API that the
 * client may not ask for, or more is wanted than the token and the client have.
 */
export function exchanged(
  subject: SubjectToken,
  wanted: WantedToken,
  { by, purpose }: { readonly by: Processor; readonly purpose: Pick<Purpose, 'tokenExchange'> },
): Pick<SubjectToken, 'scopes' | 'details'> {
  assertMayExchange(subject, by)
  assertAllowed(subject, purpose)
  if (!by.audiences.includes(subject.audience)) {
    throw refused('subject-token', 'The subject token is for an API that the client may not ask for')
  }
  if (wanted.audiences.some(one => one !== subject.audience)) {
    throw refused('target', 'The new token is for the API of the subject token')
  }
  const [scopes, details] = [scopesFor(subject, wanted, by), detailsFor(subject, wanted, by)]
  if (scopes.length + details.length > 0) return { scopes, details }
  throw refused('scope', 'The client may have none of the scopes of the subject token')
}

/** Of those of the token, in their order. Details alone are asked for without a scope. */
function scopesFor(
  subject: SubjectToken,
  { scopes, details }: WantedToken,
  { scopeValues }: Processor,
): readonly string[] {
  const own = subject.scopes.filter(scope => scopeValues.includes(scope))
  const wanted = scopes ?? (details ? [] : own)
  if (wanted.every(scope => own.includes(scope))) return own.filter(scope => wanted.includes(scope))
  throw refused('scope', 'The scope is more than the subject token and the client have')
}

/** Scopes alone are asked for without a detail. */
function detailsFor(
  subject: SubjectToken,
  { scopes, details }: WantedToken,
  { detailTypes = [] }: Processor,
): readonly AuthorizationDetail[] {
  const own = subject.details.filter(({ type }) => detailTypes.includes(type))
  const wanted = details ?? (scopes ? [] : own)
  if (coversDetails(own, wanted)) return wanted
  throw refused('details', 'The details are more than the subject token and the client have')
}

function assertMayExchange({ clientId, actors }: SubjectToken, by: Processor): void {
  const isOwn = by.id === clientId && actors.length === 0
  if (!isOwn && mayActFor(by, clientId)) return
  throw refused('actor', 'The client is not registered to act for the client of the subject token')
}

function assertAllowed({ actors }: SubjectToken, { tokenExchange }: Pick<Purpose, 'tokenExchange'>): void {
  const isOnceTooOften = tokenExchange === 'once' && actors.length > 0
  if (tokenExchange !== 'never' && !isOnceTooOften && actors.length < mostActors) return
  throw refused('purpose', 'The purpose of the consent does not let this token be exchanged')
}

const refused = (reason: ReasonOf<'token-exchange.refused'>, detail: string) =>
  new Problem('token-exchange.refused', detail, { reason })
