import type { JWTPayload } from 'jose'
import { unreadableBy } from '../../../server/domain/registry/jwt-header.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import { faultUnderFapi } from './fapi.ts'

/** Clients sign with their own clock; ten seconds covers ordinary drift without making replay useful. */
export const clockToleranceSeconds = 10
const longestSeconds = 600
const longestId = 255
const keysInHeader = ['jwk', 'jku', 'x5u', 'x5c']

interface Judging {
  readonly client: Pick<Client, 'id' | 'assertsTokenEndpoint' | 'profile'>
  readonly issuer: string
  readonly tokenEndpoint: string
  readonly now: Date
}

/**
 * What is wrong with a client's own assertion; `undefined` when nothing is. RFC 7523 section 3, and beyond it: one audience
 * only, which is the issuer, or the token endpoint for a client that is registered so; an end at most ten minutes ahead; and
 * no key of its own.
 */
export function assertionFault(
  { iss, sub, aud, exp, iat, nbf, jti }: JWTPayload,
  header: object,
  { client, issuer, tokenEndpoint, now: at }: Judging,
): string | undefined {
  const now = Math.floor(at.getTime() / 1000)
  const audiences = client.assertsTokenEndpoint ? [issuer, tokenEndpoint] : [issuer]
  const rules: readonly (readonly [holds: boolean, otherwise: string])[] = [
    [iss === client.id && sub === client.id, 'iss and sub must be the client_id'],
    [isOneOf(aud, audiences), `aud must be ${audiences.join(' or ')}, and nothing else`],
    [typeof exp === 'number', 'exp must be there, a number of seconds'],
    [Number(exp) > now - clockToleranceSeconds, 'the assertion expired'],
    [Number(exp) <= now + longestSeconds, `exp must be ${longestSeconds} seconds ahead at most`],
    [begun(iat, now) && begun(nbf, now), 'iat and nbf must not be in the future'],
    [isId(jti), `jti must be there, ${longestId} characters at most`],
    [unreadableBy(header) === undefined, 'the header must not change how the assertion is read'],
    [!keysInHeader.some(name => name in header), 'the header must not bring a key'],
  ]
  return rules.find(([holds]) => !holds)?.[1] ?? faultUnderFapi({ aud }, header, { client, issuer })
}

/** A string, or an array of exactly one. */
function isOneOf(aud: unknown, audiences: readonly string[]): boolean {
  const named = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  return typeof named === 'string' && audiences.includes(named)
}

const isId = (jti: unknown): boolean => typeof jti === 'string' && jti.length > 0 && jti.length <= longestId

const begun = (at: unknown, now: number): boolean =>
  at === undefined || (typeof at === 'number' && at <= now + clockToleranceSeconds)
