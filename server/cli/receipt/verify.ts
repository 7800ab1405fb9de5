import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type ReceiptVerdict, verifyReceipt } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'
import { findKeys } from './find-keys.ts'

/** Needs no database and no server of ours. */
export const verifyReceiptFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that a receipt is as its issuer signed it')
    .option('--jwks <place>', "address or file of the issuer's keys, without it <issuer>/receipts/jwks")
    .action(async (file: string, { jwks, json }: Options) => {
      const verdict = await verifyReceipt(await readFile(file), findKeys(jwks as string | undefined))
      print(toAnswer(verdict), json === true)
    })

function toAnswer(verdict: ReceiptVerdict): Answer {
  if (verdict.verdict === 'invalid')
    return { json: verdict, text: `invalid: ${meanings[verdict.code]} (${verdict.code})`, exitCode: 1 }
  const signed = verdict.signedAt.toISOString()
  return {
    json: {
      verdict: 'valid',
      format: verdict.format,
      issuer: verdict.issuer,
      signed_at: signed,
      key_id: verdict.keyId,
    },
    text: `valid: signed by ${verdict.issuer} at ${signed}`,
  }
}

const meanings: Readonly<Record<Extract<ReceiptVerdict, { verdict: 'invalid' }>['code'], string>> = {
  'receipt.malformed': 'the file is no receipt',
  'receipt.altered': 'the file is not as it was signed',
  'receipt.unknown-key': 'the issuer has no such key',
  'receipt.key-not-in-force': 'the key did not sign receipts at that time',
  'receipt.keys-unavailable': "the issuer's keys cannot be had",
}
