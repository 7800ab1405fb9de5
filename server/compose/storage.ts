import { join } from 'node:path'
import { followDatabaseTime } from '../../adapters/clock/follow-database-time.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { aesSealer } from '../../adapters/crypto/aes-sealer.ts'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { briefOrganizations } from '../../adapters/knex/parties/brief-organizations.ts'
import { knexAnchorStore } from '../../adapters/knex/ledger/anchor-store.ts'
import { knexEvidence } from '../../adapters/knex/ledger/evidence/evidence.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { knexConsentQuery } from '../../adapters/knex/requests/consent-query.ts'
import { knexConsentStore } from '../../adapters/knex/requests/consent-store.ts'
import { databaseTime } from '../../adapters/knex/database/database-time.ts'
import { knexIdempotencyStore } from '../../adapters/knex/requests/idempotency-store.ts'
import { knexDocumentStore } from '../../adapters/knex/documents/document-store.ts'
import { knexLoginSessionStore } from '../../adapters/knex/sessions/login-session-store.ts'
import { knexMarketRegister } from '../../adapters/knex/market/market-register.ts'
import { migrations } from '../../adapters/knex/database/migrate.ts'
import type { OpenDatabase } from '../../adapters/knex/database/database.ts'
import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { knexNoticeStore } from '../../adapters/knex/notices/notice-store.ts'
import { knexPartyRights } from '../../adapters/knex/parties/party-rights.ts'
import { knexPartyStore } from '../../adapters/knex/parties/party-store.ts'
import { knexRegistryStore } from '../../adapters/knex/registry/registry-store.ts'
import { knexReplayGuard } from '../../adapters/knex/oauth/replay-guard.ts'
import { tokenValues } from '../../adapters/knex/oauth/artifacts/token-value.ts'
import { untaggedTokens } from '../../adapters/knex/oauth/artifacts/untagged-tokens.ts'
import { knexSigningKeyStore } from '../../adapters/knex/oauth/signing-key-store.ts'
import { type KnexUnitOfWork, knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { composeClientRules } from './client-rules.ts'
import type { Config } from '../config/config.ts'
import type { Clock } from '../ports/clock.ts'

export type Stores = ReturnType<typeof storesOver>

interface Materials {
  readonly database: OpenDatabase
  readonly units: KnexUnitOfWork
  readonly clock: Clock
  readonly encryptionKeys: Keys
  readonly session: Config['session']
  /** Of the secrets that somebody chose, how many are checked at once; the usual when not said. */
  readonly secretHashes?: Config['limits']['secretHashes']
}

/** Every store over one database. */
export function storesOver({
  database,
  units,
  clock,
  encryptionKeys: keys,
  session,
  secretHashes,
}: Materials) {
  const ids = randomIds({ clock, key: oldestOf(keys) })
  const sealer = aesSealer({ keys, ids })
  const tools = { ...units, clock, ids, sealer }
  const consents = knexConsentStore(tools)
  const parties = briefOrganizations(knexPartyStore(tools))
  return {
    database,
    units,
    clock,
    ids,
    sealer,
    secrets: secretHasher({ ids, clock, bounds: secretHashes }),
    clients: knexClientStore(tools),
    clientRules: composeClientRules(),
    registry: knexRegistryStore(tools),
    parties,
    marketRegister: knexMarketRegister({ ...tools, parties }),
    rights: knexPartyRights(tools),
    replays: knexReplayGuard(tools),
    tokenValues: tokenValues({ keys, untagged: untaggedTokens(tools) }),
    consents,
    evidence: knexEvidence(tools),
    anchors: knexAnchorStore(tools),
    documents: knexDocumentStore({ ...tools, consents }),
    idempotency: knexIdempotencyStore(tools),
    query: knexConsentQuery(tools),
    keys: knexSigningKeyStore(tools),
    notices: knexNoticeStore(tools),
    sessions: knexLoginSessionStore({
      ...tools,
      idleSeconds: session.idleMinutes * 60,
      longestSeconds: session.longestMinutes * 60,
    }),
    migrations: migrations(database),
  }
}

export type OpenStores = Awaited<ReturnType<typeof openStores>>

/** Every store over the database of the configuration. A new embedded one is empty unless wanted `migrated`. */
export async function openStores(
  config: Config,
  onError: (error: unknown) => void,
  { migrated = false } = {},
) {
  const { database: place, dataDir, session, limits } = config
  const database = await openDatabase(
    { url: place.url, directory: join(dataDir, 'database'), migrated },
    {
      connections: place.poolSize,
      share: place.perClient,
      pooling: place.pooler === 'auto' ? undefined : place.pooler,
    },
  )
  try {
    const pooling = await database.reach()
    const units = knexUnitOfWork(database.knex, database.lanes)
    const time = await databaseClock(database, units, onError)
    const encryptionKeys = encryptionKeysOf(config)
    return {
      ...storesOver({
        database,
        units,
        clock: systemClock,
        encryptionKeys,
        session,
        secretHashes: limits.secretHashes,
      }),
      pooling,
      close: async () => {
        time?.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The embedded database goes by this process's own clock. */
const databaseClock = async (
  { kind }: OpenDatabase,
  { connection }: KnexUnitOfWork,
  onError: (error: unknown) => void,
) =>
  kind === 'embedded'
    ? undefined
    : followDatabaseTime({ readDatabaseTime: () => databaseTime(connection()), onError })

type Keys = readonly [newest: string, ...older: string[]]

/** A new key goes first, so this one stays, and what was derived before is derived again. */
const oldestOf = (keys: Keys): string => keys.at(-1) ?? keys[0]

function encryptionKeysOf({ secrets }: Config): Keys {
  const [newest, ...older] = secrets.encryptionKeys.map(({ key }) => key.toString('base64url'))
  if (newest === undefined) throw new Error('There is no encryption key')
  return [newest, ...older]
}
