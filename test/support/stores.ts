import { aesSealer } from '../../adapters/crypto/aes-sealer.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { knexClientStore } from '../../adapters/knex/registry/client-store.ts'
import { knexConsentQuery } from '../../adapters/knex/requests/consent-query.ts'
import { knexConsentStore } from '../../adapters/knex/requests/consent-store.ts'
import { knexIdempotencyStore } from '../../adapters/knex/requests/idempotency-store.ts'
import { knexDocumentStore } from '../../adapters/knex/documents/document-store.ts'
import { knexLoginSessionStore } from '../../adapters/knex/sessions/login-session-store.ts'
import { knexMarketRegister } from '../../adapters/knex/market/market-register.ts'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import { knexNoticeStore } from '../../adapters/knex/notices/notice-store.ts'
import { knexPartyRights } from '../../adapters/knex/parties/party-rights.ts'
import { knexPartyStore } from '../../adapters/knex/parties/party-store.ts'
import { knexRegistryStore } from '../../adapters/knex/registry/registry-store.ts'
import { knexReplayGuard } from '../../adapters/knex/oauth/replay-guard.ts'
import { knexSigningKeyStore } from '../../adapters/knex/oauth/signing-key-store.ts'
import { composeClientRules } from '../../server/compose/client-rules.ts'
import type { PartyId } from '../../server/domain/party.ts'
import { type HandSetClock, handSetClock } from './clock.ts'
import type { TestDatabase } from './database.ts'
import { everybodyMay } from './everybody-may.ts'
import { bank, kari, noon, ola } from './fixtures.ts'

export type TestStores = ReturnType<typeof storesOn>

/** Every store over a test's database, with a clock of its own and fixed keys. Call it inside hooks and tests only. */
export function storesOn(database: TestDatabase, clock: HandSetClock = handSetClock()) {
  const ids = randomIds({ clock, key: 'a key for derived ids in tests only' })
  const sealer = aesSealer({ keys: ['a sealing key for tests only, long enough'], ids })
  const materials = { ...database, clock, ids, sealer }
  const consents = knexConsentStore(materials)
  const parties = knexPartyStore(materials)
  return {
    clock,
    ids,
    sealer,
    units: database,
    clients: knexClientStore(materials),
    clientRules: composeClientRules(),
    consents,
    documents: knexDocumentStore({ ...materials, consents }),
    idempotency: knexIdempotencyStore(materials),
    query: knexConsentQuery(materials),
    sessions: knexLoginSessionStore(materials),
    maintenance: knexMaintenance(materials),
    parties,
    marketRegister: knexMarketRegister({ ...materials, parties }),
    rights: knexPartyRights(materials),
    replays: knexReplayGuard(materials),
    registry: knexRegistryStore(materials),
    personRegister: everybodyMay,
    keys: knexSigningKeyStore(materials),
    notices: knexNoticeStore(materials),
  }
}

/** The parties that the fixtures speak of. */
export async function addFixtureParties(database: TestDatabase): Promise<void> {
  for (const [id, kind] of [
    [bank, 'organization'],
    [kari, 'person'],
    [ola, 'person'],
  ] as const) {
    await addParty(database, id, kind)
  }
}

/** A party of which only the id matters. */
export async function addParty(
  database: TestDatabase,
  id: PartyId,
  kind: 'person' | 'organization' = 'organization',
): Promise<void> {
  await database.connection().write(
    `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
     values ($1, $2, $3, $4, '', 'none', 'Somebody', $5)`,
    [id, kind, kind === 'person' ? 'nin' : 'orgno', Buffer.from(id), noon],
  )
}
