import type { Storage } from '../storage.ts'
import { examine, type Finding, ill, well } from './finding.ts'

/** Looks at the database, its schema and its signing keys. */
export async function checkStorage(storage: Storage): Promise<Finding[]> {
  const migrated = await examine('database', () => checkMigrations(storage))
  if (!migrated.well) return [migrated]
  const between = storage.pooling === 'none' ? [] : [well(`database: ${poolers[storage.pooling]}`)]
  return [migrated, ...between, await examine('signing keys', () => checkKeys(storage))]
}

const poolers = {
  session: 'behind a pooler that gives each connection one of its own',
  transaction: 'behind a pooler that lends its connections for a transaction',
} as const

async function checkMigrations({ migrate }: Storage): Promise<Finding> {
  const { done, waiting } = await migrate.status()
  return waiting.length === 0
    ? well(`database: ${done.length} migrations done`)
    : ill(`database: ${waiting.length} migrations wait`, 'run: samtykke migrate up')
}

async function checkKeys({ keys, clock }: Storage): Promise<Finding> {
  const signing = (await keys.list()).filter(({ activeFrom }) => activeFrom <= clock.now())
  return signing.length > 0
    ? well(`signing keys: ${signing.length} in use`)
    : ill('signing keys: none', 'the first start of the server makes one')
}
