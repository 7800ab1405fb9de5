import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serialize } from 'node:v8'
import type { SignedDocument } from '../../server/ports/documents/signature-validator.ts'
import type { Outcome } from '../load/job.ts'
import { introspection, type Load } from '../scenarios.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'
import { startSamtykkeServer } from '../targets/samtykke.ts'

export interface Beside {
  readonly idle: Outcome
  /** While the same server has fifty documents judged. */
  readonly busy: Outcome
}

const main = fileURLToPath(new URL('../targets/samtykke-with-documents.ts', import.meta.url))

/** What introspection is worth alone and beside the judging of documents, on PostgreSQL. */
export async function measureBeside(document: SignedDocument, load: Load): Promise<Beside> {
  const folder = await mkdtemp(join(tmpdir(), 'samtykke-bench-document-'))
  const file = join(folder, 'document')
  await writeFile(file, serialize(document))
  const database = await openBenchDatabase()
  try {
    const env = { BENCH_DOCUMENT: file }
    const server = await startSamtykkeServer({ name: 'samtykke', databaseUrl: database.url, main, env })
    try {
      await introspection(server, true, { ...load, seconds: 1 })
      const idle = await introspection(server, true, load)
      process.kill(server.pid, 'SIGUSR2')
      return { idle, busy: await introspection(server, true, load) }
    } finally {
      await server.stop()
    }
  } finally {
    await database.stop()
    await rm(folder, { recursive: true })
  }
}
