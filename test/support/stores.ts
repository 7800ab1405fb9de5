import { sha256 } from '../../adapters/crypto/sha256.ts'
import type { PartyId } from '../../server/domain/ids.ts'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import { entryPreview } from '../../server/compose/entry-preview.ts'
import { storesOver } from '../../server/compose/storage.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { KeyWrapper } from '../../server/ports/keys/key-wrapper.ts'
import type { AuditLog } from '../../server/ports/ledger/audit-log.ts'
import { clientEntries } from '../../server/registry/entries/client-entries.ts'
import { registryEntries } from '../../server/registry/entries/registry-entries.ts'
import { type HandSetClock, handSetClock } from './clock.ts'
import { exportParty } from '../../server/usecases/parties/export-party.ts'
import { secondPairFor } from '../../server/usecases/steps/seen-by-two.ts'
import type { TestDatabase } from './database.ts'
import { everybodyMay } from './everybody-may.ts'
import { noLimits } from './no-limits.ts'
import { renderer } from './page-server.ts'
import { bank, kari, noon, ola } from './fixtures.ts'
import { signerOver } from './evidence-signer.ts'

export const testKey = 'a key that only the tests know of, long enough'

export type TestStores<C extends Clock = HandSetClock> = ReturnType<typeof storesAt<C>>

/** Every store over a test's database, with a clock of its own and a fixed key. Call it inside hooks and tests only. */
export const storesOn = (database: TestDatabase): TestStores => storesAt(database, handSetClock())

interface Others {
  /** Of the configuration, the newest first. */
  readonly encryptionKeys?: readonly string[]
  readonly wrapper?: KeyWrapper
  readonly settleSeconds?: number
  readonly keyPublishAheadSeconds?: number
  /** Nobody hears of what happens when not said. */
  readonly audit?: AuditLog
}

/** The same with another clock, and with others. */
export function storesAt<C extends Clock>(database: TestDatabase, clock: C, others: Others = {}) {
  const stores = storesOver({
    database,
    units: database,
    clock,
    encryptionKeys: [testKey],
    audit: unheard,
    ...others,
    session: { idleMinutes: 30, longestMinutes: 480 },
  })
  return {
    ...stores,
    clock,
    digest: sha256,
    evidenceSigner: signerOver({ ...stores, clock }),
    entries: registryEntries(stores),
    clientEntries: clientEntries(stores),
    secondPair: secondPairFor([]),
    exportParty: exportParty({ ...stores, clock }),
    preview: entryPreview({
      config: { faces: {} },
      publicUrl: 'https://consent.example',
      stores,
      renderer,
    }),
    personRegister: everybodyMay,
    limits: noLimits,
    maintenance: knexMaintenance({ ...database, clock, feedMonths: 13 }),
  }
}

const unheard: AuditLog = { record: () => {}, written: async () => {} }

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
