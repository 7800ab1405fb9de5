import { openReceiptFile, type ReceiptFile } from './receipt-file.ts'
import { exportType, receiptType } from './signature.ts'
import { type SignatureVerdict, type Trust, verifySigned } from './verify-signed.ts'

export type { FindKeys, PublishedKey, Trust } from './verify-signed.ts'

type Code<V extends SignatureVerdict['verdict']> = Extract<
  SignatureVerdict,
  { verdict: V; code: string }
>['code']

export type ReceiptFault = `receipt.${Code<'invalid'>}`

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
      readonly code: `receipt.${Code<'unknown'>}`
      readonly issuer: string
    }

/**
 * Whether a file is a receipt, or all about somebody, as an issuer that the reader trusts has signed it. Never throws for what
 * is in the file, and never asks an issuer that only the file names.
 */
export async function verifyReceipt(file: Uint8Array, trust: Trust): Promise<ReceiptVerdict> {
  const opened = openReceiptFile(file)
  const type = opened?.format === 'everything' ? exportType : receiptType
  const verdict = await verifySigned(opened, type, trust)
  if (verdict.verdict === 'invalid') return { verdict: 'invalid', code: `receipt.${verdict.code}` }
  const { issuer } = verdict
  if (verdict.verdict === 'unknown') return { verdict: 'unknown', code: `receipt.${verdict.code}`, issuer }
  const { signedAt, keyId } = verdict
  return { verdict: 'valid', format: opened?.format ?? 'json', issuer, signedAt, keyId }
}
