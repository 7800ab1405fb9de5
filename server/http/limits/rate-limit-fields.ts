import { LimitReached } from '../../domain/limit.ts'

/**
 * The header fields of an answer that says no for now: `Retry-After` (RFC 9110 section 10.2.3), `RateLimit-Policy` and
 * `RateLimit` (draft-ietf-httpapi-ratelimit-headers). None for every other refusal.
 */
export function rateLimitFields(refused: unknown): Readonly<Record<string, string>> {
  if (!(refused instanceof LimitReached)) return {}
  const { name, most, seconds, wait } = refused.reached
  return {
    'Retry-After': String(wait),
    'RateLimit-Policy': `"${name}";q=${most};w=${seconds}`,
    RateLimit: `"${name}";r=0;t=${wait}`,
  }
}
