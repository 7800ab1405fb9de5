import type { Storage } from '../storage.ts'
import { checkClients } from './check-clients.ts'
import { checkPrivacy } from './check-privacy.ts'
import { examine, type Finding, ill, well } from './finding.ts'

/** Looks at the database, its schema and its signing keys. */
export async function checkStorage(storage: Storage): Promise<Finding[]> {
  const migrated = await examine('database', () => checkMigrations(storage))
  if (!migrated.well) return [migrated]
  const between = storage.pooling === 'none' ? [] : [well(`database: ${poolers[storage.pooling]}`)]
  return [
    migrated,
    ...between,
    await examine('signing keys', () => checkKeys(storage)),
    await examine('encryption keys', () => checkEncryption(storage)),
    await examine('clients', () => checkClients(storage)),
    await examine('privacy', () => checkPrivacy(storage)),
  ]
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

async function checkEncryption({ encryption }: Storage): Promise<Finding> {
  const keys = await encryption.list()
  const unknown = keys.filter(({ state }) => state === 'unknown').map(({ id }) => id)
  if (encryption.texts.plain) {
    return ill(
      'encryption: texts about people are plain, for servers of an older version',
      'when none is left, run: samtykke migrate finish',
    )
  }
  if (unknown.length > 0 && Object.values(await encryption.left()).some(count => count > 0)) {
    return ill(
      `encryption keys: not everything is sealed anew, and ${unknown.join(', ')} is not here`,
      'put it back at the end of SAMTYKKE_ENCRYPTION_KEYS until "samtykke keys list" says that nothing is left',
    )
  }
  return well(`encryption keys: ${keys.length - unknown.length} known`)
}
