import type { Command } from 'commander'
import { pdfSignatureValidator } from '../../../adapters/pdf/verify/signature-validator.ts'
import { openPdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import { Problem } from '../../domain/problem.ts'
import type { SignedDocument, Verdict } from '../../ports/documents/signature-validator.ts'
import { type Answer, type Options, repeated, type Tools, verb } from '../verb.ts'
import { type DocumentFile, readOriginal, readTrust, readUpload, Unreadable } from './read-files.ts'

/**
 * Whoever waits for this command wants an answer within five seconds, which two on the processor leave room for. A good file
 * on a busy machine gets its verdict all the same, only later.
 */
const limits = { processes: 1, cpuMs: 2_000, silenceMs: 30_000, givesWay: false }

/** The document could not be judged, which says nothing about it. */
interface Unjudged {
  readonly verdict: 'unknown'
  readonly code: string
  readonly why: string
}

/** Needs no database and no server of ours. */
export const verifyDocumentFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that a document is sealed by us and signed by a customer')
    .requiredOption('--seal-trust <pem>', 'our sealing certificates; may be repeated', repeated)
    .requiredOption('--signer-trust <pem>', 'roots that customers sign under; may be repeated', repeated)
    .requiredOption('--tsa-trust <pem>', 'roots of time-stamp authorities; may be repeated', repeated)
    .option('--original <file>', 'the sealed document as it was sent')
    .option('--only-qualified', 'refuse what is not a qualified signature')
    .action(async (file: string, options: Options) => {
      print(toAnswer(await verdictOn(file, options).catch(unjudged)), options.json === true)
    })

async function verdictOn(file: string, options: Options): Promise<Verdict> {
  const { sealTrust, signerTrust, tsaTrust, original, onlyQualified } = options
  const upload = await readUpload(file)
  if ('fault' in upload) return noDocument(upload)
  const trust = {
    seals: await readTrust(sealTrust as string[]),
    signerRoots: await readTrust(signerTrust as string[]),
    timeStampRoots: await readTrust(tsaTrust as string[]),
    onlyQualified: onlyQualified === true,
  }
  const sent = original === undefined ? undefined : await readOriginal(original as string)
  return judge({ uploaded: upload.bytes, original: sent, trust })
}

async function judge(document: SignedDocument): Promise<Verdict> {
  const workers = openPdfWorkers(limits)
  try {
    return await pdfSignatureValidator(workers).validate(document)
  } finally {
    await workers.close()
  }
}

/** What is no file is no document of ours. */
const noDocument = ({ fault }: Extract<DocumentFile, { fault: string }>): Verdict => ({
  verdict: 'invalid',
  code: 'seal-missing',
  report: { checks: [{ check: 'file', outcome: 'failed', why: fault }], facts: {} },
})

function unjudged(error: unknown): Unjudged {
  if (!(error instanceof Error)) throw error
  const isNamed = error instanceof Unreadable || error instanceof Problem
  return { verdict: 'unknown', code: isNamed ? error.code : 'internal', why: error.message }
}

function toAnswer(verdict: Verdict | Unjudged): Answer {
  if (verdict.verdict === 'valid') {
    const { signedAt } = verdict.signer
    return { json: verdict, text: `valid: signed at ${signedAt.toISOString()}` }
  }
  const { code } = verdict
  return { json: verdict, text: `${verdict.verdict}: ${code}: ${reasonOf(verdict)}`, exitCode: 1 }
}

const reasonOf = (verdict: Extract<Verdict, { verdict: 'invalid' }> | Unjudged): string =>
  verdict.verdict === 'unknown'
    ? verdict.why
    : (verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why ?? 'it was refused')
