import type { Outcome } from '../load/job.ts'
import type { Load } from '../scenarios.ts'
import { table } from '../table.ts'
import { benchDocument } from './bench-document.ts'
import { measureBeside } from './measure-beside.ts'
import { measureVerdicts } from './measure-verdicts.ts'

/** A Markdown table: verdicts on signed documents, and what they cost those who ask about tokens meanwhile. */
export async function reportDocuments(load: Load): Promise<string> {
  const document = await benchDocument()
  const verdicts = await measureVerdicts(document, load.seconds)
  const { idle, busy } = await measureBeside(document, load)
  const rows = [
    row(`one verdict, ${(document.uploaded.length / 1e6).toFixed(2)} MB`, verdicts),
    row('introspection, idle', idle),
    row('introspection, beside 50 documents', busy),
  ]
  const ratio = (busy.p99 / idle.p99).toFixed(2)
  return [
    table(['path', 'per second', 'p50 ms', 'p95 ms', 'p99 ms', 'errors'], rows),
    '',
    `p99 of introspection beside 50 documents: ${ratio} times its idle value.`,
  ].join('\n')
}

const row = (name: string, { perSecond, p50, p95, p99, errors }: Outcome): string[] => [
  name,
  perSecond.toFixed(0),
  p50.toFixed(1),
  p95.toFixed(1),
  p99.toFixed(1),
  String(errors),
]
