import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { openReceiptFile, type ReceiptFile } from './receipt-file.ts'
import { attached, inForce, receiptAlgorithm, receiptType } from './signature.ts'

/** A key from a published set, with the seconds between which it signed. */
export type PublishedKey = JWK & { readonly iat?: number; readonly exp?: number }

export type ReceiptVerdict =
  | {
      readonly verdict: 'valid'
      readonly format: ReceiptFile['format']
      readonly issuer: string
      readonly signedAt: Date
      readonly keyId: string
    }
  | { readonly verdict: 'invalid'; readonly code: ReceiptFault }
  /** Its issuer is nobody whom the reader trusts, or the keys cannot be had, which says nothing about the receipt. */
  | {
      readonly verdict: 'unknown'
      readonly code: 'receipt.unknown-issuer' | 'receipt.keys-unavailable'
      readonly issuer: string
    }

export type ReceiptFault =
  | 'receipt.malformed'
  | 'receipt.other-issuer'
  | 'receipt.altered'
  | 'receipt.unknown-key'
  | 'receipt.key-not-in-force'

/** Gives the keys of an issuer, `undefined` when nobody said where they are; throws when they cannot be had. */
export type FindKeys = (issuer: string) => Promise<readonly PublishedKey[] | undefined>

/** Whom and what a reader believes, beside what the file says of itself. */
export interface Trust {
  /** Issuers that may have signed it; nobody is known when there are none. */
  readonly issuers: readonly string[]
  readonly findKeys: FindKeys
}

/**
 * Whether a file is a receipt as an issuer that the reader trusts has signed it. Never throws for what is in the file, and
 * never asks an issuer that only the file names.
 */
export async function verifyReceipt(file: Uint8Array, { issuers, findKeys }: Trust): Promise<ReceiptVerdict> {
  const opened = openReceiptFile(file)
  const header = opened && headerOf(opened)
  if (!opened || !header) return invalid('receipt.malformed')
  const isKnown = issuers.includes(header.iss)
  if (issuers.length > 0 && !isKnown) return invalid('receipt.other-issuer')
  try {
    const keys = await findKeys(header.iss)
    const verdict = keys && (await verdictBy(keys, opened, header))
    return verdict && (isKnown || verdict.verdict === 'invalid')
      ? verdict
      : { verdict: 'unknown', code: 'receipt.unknown-issuer', issuer: header.iss }
  } catch {
    return { verdict: 'unknown', code: 'receipt.keys-unavailable', issuer: header.iss }
  }
}

async function verdictBy(
  keys: readonly PublishedKey[],
  opened: ReceiptFile,
  header: Header,
): Promise<ReceiptVerdict> {
  const key = keys.find(({ kid }) => kid === header.kid)
  if (!key) return invalid('receipt.unknown-key')
  if (!inForce(key, header.iat)) return invalid('receipt.key-not-in-force')
  if (!(await isSigned(opened, key))) return invalid('receipt.altered')
  const signedAt = new Date(header.iat * 1000)
  return { verdict: 'valid', format: opened.format, issuer: header.iss, signedAt, keyId: header.kid }
}

const invalid = (code: ReceiptFault): ReceiptVerdict => ({ verdict: 'invalid', code })

interface Header {
  readonly kid: string
  readonly iss: string
  readonly iat: number
}

function headerOf({ signature }: ReceiptFile): Header | undefined {
  try {
    const { typ, alg, kid, iss, iat, crit } = decodeProtectedHeader(signature) as Record<string, unknown>
    if (typ !== receiptType || alg !== receiptAlgorithm || crit !== undefined) return undefined
    if (typeof kid !== 'string' || typeof iss !== 'string' || !Number.isSafeInteger(iat)) return undefined
    return { kid, iss, iat: iat as number }
  } catch {
    return undefined
  }
}

const isSigned = async ({ payload, signature }: ReceiptFile, key: PublishedKey): Promise<boolean> =>
  importJWK(key, receiptAlgorithm)
    .then(imported =>
      compactVerify(attached(signature, payload), imported, { algorithms: [receiptAlgorithm] }),
    )
    .then(
      () => true,
      () => false,
    )
