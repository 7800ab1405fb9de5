import type { Clock } from '../../ports/clock.ts'
import type { RegisterClient } from '../register/register-client.ts'
import type { HeardEvents } from './heard-events.ts'
import { masked } from './masked.ts'
import type { Answer, Visit } from './visits.ts'

interface Tools {
  readonly register: Pick<RegisterClient, 'introspect'>
  readonly clock: Clock
  readonly heard: Pick<HeardEvents, 'toldAt'>
}

interface Row {
  readonly name: string
  readonly value: string
}

/** Errors that the page explains in words of its own. */
const explained = [
  'access_denied',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'consent_required',
  'interaction_required',
  'server_error',
  'temporarily_unavailable',
  'invalid_token',
  'invalid_grant',
  'no_refresh_token',
]

/** What the page shows: never a token whole. */
export async function answerModel({ ask, answer, outcome, consentId }: Visit, tools: Tools) {
  return {
    ask,
    withdrawnAt: tools.heard.toldAt('consent.withdrawn', consentId),
    deletedAt: tools.heard.toldAt('consent.deletion-done', consentId),
    outcome: outcome && 'error' in outcome ? { ...outcome, explained: explanation(outcome.error) } : outcome,
    ...(answer?.kind === 'given' ? await given(answer, tools) : refused(answer)),
  }
}

const refused = (answer: Extract<Answer, { kind: 'refused' }> | undefined) => ({
  kind: 'refused',
  error: answer?.error,
  description: answer?.description,
  explained: explanation(answer?.error ?? ''),
})

const explanation = (error: string): string => (explained.includes(error) ? error : 'other')

async function given({ claims, tokens }: Extract<Answer, { kind: 'given' }>, { register, clock }: Tools) {
  const seen = await register.introspect(tokens.accessToken)
  return {
    kind: 'given',
    name: typeof claims.name === 'string' ? claims.name : undefined,
    claims: rows(claims),
    introspection: rows(seen),
    active: seen.active,
    token: {
      value: masked(tokens.accessToken),
      scopes: (tokens.scope ?? '').split(' '),
      minutes: Math.max(0, Math.round((tokens.expiresAt.getTime() - clock.now().getTime()) / 60_000)),
    },
    refreshable: tokens.refreshToken !== undefined,
  }
}

/** What is of no use to a reader, or would be of use to a thief. */
const cutShort = ['pid', 'nonce', 'jti', 'sid']
const instants = ['exp', 'iat', 'nbf', 'auth_time']

const rows = (facts: Readonly<Record<string, unknown>>): readonly Row[] =>
  Object.entries(facts).map(([name, value]) => ({ name, value: readable(name, value) }))

function readable(name: string, value: unknown): string {
  if (cutShort.includes(name) && typeof value === 'string') return masked(value)
  if (instants.includes(name) && typeof value === 'number') return new Date(value * 1000).toISOString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}
