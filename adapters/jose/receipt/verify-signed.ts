import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { attached, inForce, receiptAlgorithm } from './signature.ts'

/** A key from a published set, with the seconds between which it signed. */
export type PublishedKey = JWK & { readonly iat?: number; readonly exp?: number }

/** Gives the keys of an issuer, `undefined` when nobody said where they are; throws when they cannot be had. */
export type FindKeys = (issuer: string) => Promise<readonly PublishedKey[] | undefined>

/** Whom and what a reader believes, beside what the file says of itself. */
export interface Trust {
  /** Issuers that may have signed it; nobody is known when there are none. */
  readonly issuers: readonly string[]
  readonly findKeys: FindKeys
}

export type SignatureFault = 'malformed' | 'other-issuer' | 'altered' | 'unknown-key' | 'key-not-in-force'

export type SignatureVerdict =
  | {
      readonly verdict: 'valid'
      readonly issuer: string
      readonly signedAt: Date
      readonly keyId: string
      /** Every key of the issuer. */
      readonly keys: readonly PublishedKey[]
    }
  | { readonly verdict: 'invalid'; readonly code: SignatureFault }
  /** Its issuer is nobody whom the reader trusts, or the keys cannot be had, which says nothing about the file. */
  | {
      readonly verdict: 'unknown'
      readonly code: 'unknown-issuer' | 'keys-unavailable'
      readonly issuer: string
    }

/** A file taken apart: what was signed, and the signature. */
export interface SignedFile {
  readonly payload: Uint8Array
  readonly signature: string
}

/**
 * Whether a file is as an issuer that the reader trusts has signed it, as what the type says. Never throws for what is in the
 * file, and never asks an issuer that only the file names.
 */
export async function verifySigned(
  opened: SignedFile | undefined,
  type: string,
  { issuers, findKeys }: Trust,
): Promise<SignatureVerdict> {
  const header = opened && headerOf(opened, type)
  if (!opened || !header) return invalid('malformed')
  const isKnown = issuers.includes(header.iss)
  if (issuers.length > 0 && !isKnown) return invalid('other-issuer')
  try {
    const keys = await findKeys(header.iss)
    const verdict = keys && (await verdictBy(keys, opened, header))
    return verdict && (isKnown || verdict.verdict === 'invalid')
      ? verdict
      : { verdict: 'unknown', code: 'unknown-issuer', issuer: header.iss }
  } catch {
    return { verdict: 'unknown', code: 'keys-unavailable', issuer: header.iss }
  }
}

async function verdictBy(
  keys: readonly PublishedKey[],
  opened: SignedFile,
  header: Header,
): Promise<SignatureVerdict> {
  const key = keys.find(({ kid }) => kid === header.kid)
  if (!key) return invalid('unknown-key')
  if (!inForce(key, header.iat)) return invalid('key-not-in-force')
  if (!(await isSigned(opened, key))) return invalid('altered')
  const signedAt = new Date(header.iat * 1000)
  return { verdict: 'valid', issuer: header.iss, signedAt, keyId: header.kid, keys }
}

const invalid = (code: SignatureFault): SignatureVerdict => ({ verdict: 'invalid', code })

interface Header {
  readonly kid: string
  readonly iss: string
  readonly iat: number
}

function headerOf({ signature }: SignedFile, type: string): Header | undefined {
  try {
    const { typ, alg, kid, iss, iat, crit } = decodeProtectedHeader(signature) as Record<string, unknown>
    if (typ !== type || alg !== receiptAlgorithm || crit !== undefined) return undefined
    if (typeof kid !== 'string' || typeof iss !== 'string' || !Number.isSafeInteger(iat)) return undefined
    return { kid, iss, iat: iat as number }
  } catch {
    return undefined
  }
}

const isSigned = async ({ payload, signature }: SignedFile, key: PublishedKey): Promise<boolean> =>
  importJWK(key, receiptAlgorithm)
    .then(imported =>
      compactVerify(attached(signature, payload), imported, { algorithms: [receiptAlgorithm] }),
    )
    .then(
      () => true,
      () => false,
    )
