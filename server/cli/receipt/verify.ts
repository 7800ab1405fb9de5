import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type ReceiptVerdict, verifyReceipt } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { type Answer, type Options, repeated, type Tools, verb } from '../verb.ts'
import { trustIn } from './find-keys.ts'

type Unjudged =
  | Extract<ReceiptVerdict, { verdict: 'unknown' }>
  | { readonly verdict: 'unknown'; readonly code: 'receipt.unreadable' | 'receipt.trust-unreadable' }

/** Needs no database and no server of ours. Ends with 0 for a good receipt, 1 for another, 2 for what cannot be judged. */
export const verifyReceiptFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that a receipt is as its issuer signed it')
    .option('--issuer <url>', 'an issuer you trust; may be said several times', repeated)
    .option('--trust <file>', 'a file with the addresses of issuers you trust, one a line')
    .option('--jwks <place>', "address or file of the issuer's keys, without it <issuer>/receipts/jwks")
    .action(async (file: string, { json, ...said }: Said) => {
      print(toAnswer(await verdictOn(file, said)), json === true)
    })

interface Said extends Options {
  readonly issuer?: string[]
  readonly trust?: string
  readonly jwks?: string
}

async function verdictOn(
  file: string,
  { issuer = [], trust, jwks }: Said,
): Promise<ReceiptVerdict | Unjudged> {
  const receipt = await readFile(file).catch(() => undefined)
  if (!receipt) return { verdict: 'unknown', code: 'receipt.unreadable' }
  const listed = trust === undefined ? '' : await readFile(trust, 'utf8').catch(() => undefined)
  if (listed === undefined) return { verdict: 'unknown', code: 'receipt.trust-unreadable' }
  const lines = listed.split('\n').map(line => line.trim())
  const issuers = [...issuer, ...lines.filter(line => line !== '' && !line.startsWith('#'))]
  return verifyReceipt(receipt, trustIn({ issuers: issuers.map(withoutSlash), jwks }))
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '')

function toAnswer(verdict: ReceiptVerdict | Unjudged): Answer {
  if (verdict.verdict !== 'valid') {
    const by = 'issuer' in verdict ? `, issuer ${verdict.issuer}` : ''
    const text = `${verdict.verdict}: ${meanings[verdict.code]} (${verdict.code}${by})`
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
  'receipt.trust-unreadable': 'the file with the issuers you trust cannot be read',
  'receipt.unknown-issuer': 'nobody said that its issuer is to be trusted; say it with --issuer',
  'receipt.malformed': 'the file is no receipt',
  'receipt.other-issuer': 'it names another issuer than those you trust',
  'receipt.altered': 'the file is not as it was signed',
  'receipt.unknown-key': 'the issuer has no such key',
  'receipt.key-not-in-force': 'the key did not sign receipts at that time',
  'receipt.keys-unavailable': "the issuer's keys cannot be had",
}
