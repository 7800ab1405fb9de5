import { pdfSignatureValidator } from '../../adapters/pdf/verify/signature-validator.ts'
import { openPdfWorkers } from '../../adapters/pdf/worker/pdf-workers.ts'
import type { SignedDocument } from '../../server/ports/documents/signature-validator.ts'
import type { Outcome } from '../load/job.ts'
import { summary } from '../load/summary.ts'

/** How long one verdict takes when it is asked for alone, through a process as in the server. */
export async function measureVerdicts(document: SignedDocument, seconds: number): Promise<Outcome> {
  const workers = openPdfWorkers()
  const validator = pdfSignatureValidator(workers)
  const judge = async () => {
    const from = performance.now()
    const { verdict } = await validator.validate(document)
    if (verdict !== 'valid') throw new Error('The document of the bench is not valid')
    return performance.now() - from
  }
  try {
    for (let warmUp = 0; warmUp < 20; warmUp++) await judge()
    const latencies: number[] = []
    const from = performance.now()
    while (performance.now() - from < seconds * 1000) latencies.push(await judge())
    return summary(latencies, 0, performance.now() - from)
  } finally {
    await workers.close()
  }
}
