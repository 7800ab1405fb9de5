import { decodeJwt } from 'jose'

/** Whom an assertion names in `sub`, believed or not; `undefined` for what is no JWT and what is no text. */
export function claimedSubject(assertion: string): string | undefined {
  try {
    const { sub } = decodeJwt<{ sub?: unknown }>(assertion)
    return typeof sub === 'string' ? sub : undefined
  } catch {
    return undefined
  }
}
