import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { certificatesInPem } from '../../../adapters/pdf/verify/certificates-in-pem.ts'
import { pdfSignatureValidator } from '../../../adapters/pdf/verify/signature-validator.ts'
import { openPdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import { Problem } from '../../domain/problem.ts'
import type { SignedDocument, Verdict } from '../../ports/signature-validator.ts'
import { type Answer, type Options, repeated, type Tools, verb } from '../verb.ts'

const timeoutMs = 4_000

/** Needs no database and no server of ours. */
export const verifyDocumentFile = ({ print }: Pick<Tools, 'print'>): Command =>
  verb('verify <file>', 'check that a document is sealed by us and signed by a customer')
    .requiredOption('--seal-trust <pem>', 'our sealing certificates; may be repeated', repeated)
    .requiredOption('--signer-trust <pem>', 'roots that customers sign under; may be repeated', repeated)
    .requiredOption('--tsa-trust <pem>', 'roots of time-stamp authorities; may be repeated', repeated)
    .option('--original <file>', 'the sealed document as it was sent')
    .option('--only-qualified', 'refuse what is not a qualified signature')
    .action(async (file: string, options: Options) => {
      const verdict = await judge(await documentIn(file, options))
      print(toAnswer(verdict), options.json === true)
    })

async function documentIn(file: string, options: Options): Promise<SignedDocument> {
  const { sealTrust, signerTrust, tsaTrust, original, onlyQualified } = options
  return {
    uploaded: new Uint8Array(await readFile(file)),
    original: original === undefined ? undefined : new Uint8Array(await readFile(original as string)),
    trust: {
      seals: await certificatesIn(sealTrust as string[]),
      signerRoots: await certificatesIn(signerTrust as string[]),
      timeStampRoots: await certificatesIn(tsaTrust as string[]),
      onlyQualified: onlyQualified === true,
    },
  }
}

const certificatesIn = async (files: readonly string[]): Promise<Uint8Array[]> => {
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8')))
  return texts.flatMap(certificatesInPem)
}

async function judge(document: SignedDocument): Promise<Verdict> {
  const workers = openPdfWorkers({ timeoutMs })
  try {
    return await pdfSignatureValidator(workers).validate(document)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const report = { checks: [{ check: 'size', outcome: 'failed', why: error.message }], facts: {} } as const
    return { verdict: 'invalid', code: 'MissingElhubSignature', report }
  } finally {
    await workers.close()
  }
}

function toAnswer(verdict: Verdict): Answer {
  if (verdict.verdict === 'valid') {
    const { signedAt } = verdict.signer
    return { json: verdict, text: `valid: signed at ${signedAt.toISOString()}` }
  }
  const why = verdict.report.checks.find(({ outcome }) => outcome === 'failed')?.why ?? 'it was refused'
  return { json: verdict, text: `invalid: ${verdict.code}: ${why}`, exitCode: 1 }
}
