import { CompactSign } from 'jose'

/** What the protected header of a receipt's signature says beside `alg` and `kid`. */
export interface SignatureHeader {
  readonly alg: string
  readonly kid: string
  readonly iss: string
  readonly iat: number
}

/** Tells a receipt from everything else that the same key signs. */
export const receiptType = 'consent-receipt'

/** Of all that is kept about somebody. */
export const exportType = 'consent-export'

export const receiptAlgorithm = 'ES256'

/** Clocks of several processes may be that many seconds apart. */
const tolerance = 60

interface InForce {
  readonly iat?: number | undefined
  readonly exp?: number | undefined
}

/** Whether a key signed at a time; all in seconds since 1970. Without a bound it always did. */
export const inForce = ({ iat = 0, exp = Number.POSITIVE_INFINITY }: InForce, at: number): boolean =>
  iat - tolerance <= at && at < exp

/** RFC 7515 appendix F: a compact JWS whose payload is elsewhere; a receipt's when no type is said. */
export async function detachedSignature(
  payload: Uint8Array,
  { typ = receiptType, ...header }: SignatureHeader & { readonly typ?: string },
  key: Parameters<CompactSign['sign']>[0],
): Promise<string> {
  const whole = await new CompactSign(payload).setProtectedHeader({ ...header, typ }).sign(key)
  const [head, , signature] = whole.split('.')
  return `${head}..${signature}`
}

/** The same JWS with its payload back in place. */
export function attached(signature: string, payload: Uint8Array): string {
  const [head, , value] = signature.split('.')
  return `${head}.${Buffer.from(payload).toString('base64url')}.${value}`
}
