import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type ReceiptVerdict, verifyReceipt } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'
import { findKeys } from './find-keys.ts'

type Unjudged =
  | Extract<ReceiptVerdict, { verdict: 'unknown' }>
  | { readonly verdict: 'unknown'; readonly code: 'receipt.unreadable' }

/** Needs no database and no server of ours. Ends with 0 for a good receipt, 1 for another, 2 for what cannot be judged. */
export const verifyReceiptFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that a receipt is as its issuer signed it')
    .option('--jwks <place>', "address or file of the issuer's keys, without it <issuer>/receipts/jwks")
    .action(async (file: string, { jwks, json }: Options) => {
      print(toAnswer(await verdictOn(file, jwks as string | undefined)), json === true)
    })

async function verdictOn(file: string, jwks: string | undefined): Promise<ReceiptVerdict | Unjudged> {
  const receipt = await readFile(file).catch(() => undefined)
  return receipt ? verifyReceipt(receipt, findKeys(jwks)) : { verdict: 'unknown', code: 'receipt.unreadable' }
}

function toAnswer(verdict: ReceiptVerdict | Unjudged): Answer {
  if (verdict.verdict !== 'valid') {
    const text = `${verdict.verdict}: ${meanings[verdict.code]} (${verdict.code})`
    return { json: verdict, text, exitCode: verdict.verdict === 'invalid' ? 1 : 2 }
  }
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

const meanings: Readonly<Record<Exclude<ReceiptVerdict | Unjudged, { verdict: 'valid' }>['code'], string>> = {
  'receipt.unreadable': 'the file cannot be read',
  'receipt.malformed': 'the file is no receipt',
  'receipt.altered': 'the file is not as it was signed',
  'receipt.unknown-key': 'the issuer has no such key',
  'receipt.key-not-in-force': 'the key did not sign receipts at that time',
  'receipt.keys-unavailable': "the issuer's keys cannot be had",
}
