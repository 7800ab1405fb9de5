import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { anchorFiles } from '../../../adapters/anchor-files/anchor-files.ts'
import { type EvidenceVerdict, verifyEvidence } from '../../../adapters/jose/evidence/verify-evidence.ts'
import { trustIn } from '../receipt/find-keys.ts'
import { type Answer, type Options, repeated, type Tools, verb } from '../verb.ts'

type Judged =
  | EvidenceVerdict
  | { readonly verdict: 'unknown'; readonly code: 'unreadable' | 'anchors-unreadable' }
  | { readonly verdict: 'invalid'; readonly code: 'kept-anchor' }

/** Needs no database and no server of ours. Ends with 0 for good evidence, 1 for another, 2 for what cannot be judged. */
export const verifyEvidenceFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that evidence of a consent is as its issuer signed it, and holds together')
    .option('--issuer <url>', 'an issuer you trust; may be said several times', repeated)
    .option('--jwks <place>', "address or file of the issuer's keys, without it <issuer>/receipts/jwks")
    .option('--anchors <place>', 'anchors that were kept elsewhere, a directory or a file')
    .action(async (file: string, { json, ...said }: Said) => {
      print(toAnswer(await verdictOn(file, said)), json === true)
    })

interface Said extends Options {
  readonly issuer?: string[]
  readonly jwks?: string
  readonly anchors?: string
}

async function verdictOn(file: string, { issuer = [], jwks, anchors }: Said): Promise<Judged> {
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return { verdict: 'unknown', code: 'unreadable' }
  const issuers = issuer.map(url => url.replace(/\/$/, ''))
  const verdict = await verifyEvidence(bytes, trustIn({ issuers, jwks }))
  return verdict.verdict === 'valid' && anchors !== undefined ? againstKept(verdict, anchors) : verdict
}

/** An anchor that was kept and is another than the one in the file shows that the ledger was written anew. */
async function againstKept(
  verdict: Extract<EvidenceVerdict, { verdict: 'valid' }>,
  place: string,
): Promise<Judged> {
  const said = new Map(verdict.anchors.map(({ number, signed }) => [number, signed]))
  try {
    for await (const { number, signed } of anchorFiles(place).all()) {
      if (said.has(number) && said.get(number) !== signed) return { verdict: 'invalid', code: 'kept-anchor' }
    }
    return verdict
  } catch {
    return { verdict: 'unknown', code: 'anchors-unreadable' }
  }
}

function toAnswer(verdict: Judged): Answer {
  if (verdict.verdict !== 'valid') {
    const by = 'issuer' in verdict ? `, issuer ${verdict.issuer}` : ''
    const code = `evidence.${verdict.code}`
    return {
      json: { ...verdict, code },
      text: `${verdict.verdict}: ${meanings[verdict.code]} (${code}${by})`,
      exitCode: verdict.verdict === 'invalid' ? 1 : 2,
    }
  }
  const { issuer, signedAt, keyId, consentId, events, anchored, anchors } = verdict
  const signed = signedAt.toISOString()
  return {
    json: {
      verdict: 'valid',
      issuer,
      signed_at: signed,
      key_id: keyId,
      consent_id: consentId,
      events,
      anchored,
      anchors: anchors.map(({ number }) => number),
    },
    text: `valid: consent ${consentId}, signed by ${issuer} at ${signed}; ${anchored} of ${events} events stand under anchors`,
  }
}

const meanings: Readonly<Record<Exclude<Judged, { verdict: 'valid' }>['code'], string>> = {
  unreadable: 'the file cannot be read',
  'anchors-unreadable': 'the anchors that were kept cannot be read',
  malformed: 'the file is no evidence',
  'unknown-issuer': 'nobody said that its issuer is to be trusted; say it with --issuer',
  'other-issuer': 'it names another issuer than those you trust',
  altered: 'the file is not as it was signed',
  'unknown-key': 'the issuer has no such key',
  'key-not-in-force': 'the key did not sign at that time',
  'keys-unavailable': "the issuer's keys cannot be had",
  event: 'an event is not what was hashed',
  content: 'what an event attests is not what was hashed',
  chain: 'an event does not lead to the anchor that it is said to',
  anchor: 'an anchor is not as it was signed',
  statement: 'the text, the document or an event is of another consent',
  'kept-anchor': 'an anchor is not the one that was kept',
}
