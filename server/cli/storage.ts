import type { ClientRules } from '../ports/registry/client-rules.ts'
import type { Clock } from '../ports/clock.ts'
import type { AuditLog } from '../ports/ledger/audit-log.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { ConsentQuery } from '../ports/requests/consent-query.ts'
import type { ConsentStore } from '../ports/requests/consent-store.ts'
import type { SignedAnchor } from '../ports/ledger/anchors.ts'
import type { Evidence } from '../ports/ledger/evidence.ts'
import type { Ids } from '../ports/ids.ts'
import type { Receivers } from '../ports/signals/receivers.ts'
import type { MasterKeys, Resealing } from '../ports/keys/master-keys.ts'
import type { MarketRegister } from '../ports/market/market-register.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import type { SigningAlgorithm } from '../domain/registry/signing-algorithm.ts'
import type { SigningKey } from '../ports/oauth/signing-key-store.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Desk } from '../usecases/desk/index.ts'
import type { Core } from '../usecases/index.ts'
import type { RetentionCount } from '../usecases/steps/due-retention.ts'
import type { SettledPurpose } from '../domain/requests/settled-purpose.ts'
import type { VerifiedLedger } from '../usecases/ledger/verify-ledger.ts'

/** What the command line works on: the stores of one database, without a server. */
export interface Storage {
  /** What is between us and PostgreSQL: nothing, or a pooler that lends connections for a session or a transaction. */
  readonly pooling: 'none' | 'session' | 'transaction'
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly clients: ClientStore
  readonly clientRules: ClientRules
  /** Whether givers must be told how their information is handled, as in production. */
  readonly demandsPrivacy: boolean
  /** Whether anything is ever sent to an address. */
  readonly maySendTo: (address: string) => boolean
  readonly receivers: Receivers
  readonly registry: RegistryStore
  readonly marketRegister: MarketRegister
  readonly consents: ConsentStore
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
  readonly query: ConsentQuery
  readonly core: Pick<Core, 'revokeGrant'> & {
    readonly endRemovedClients: (only?: string) => Promise<number>
  }
  /** What operators do by other doors, too. */
  readonly desk: Pick<
    Desk,
    'suspendClient' | 'resumeClient' | 'giveRight' | 'endRight' | 'listRights' | 'importRights'
  >
  readonly audit: AuditLog
  readonly secrets: SecretHasher
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: {
    list(): Promise<readonly SigningKey[]>
    /** A new key, published now and signing after the publish-ahead time; for ES256 when no algorithm is said. */
    rotate(alg?: SigningAlgorithm): Promise<SigningKey>
  }
  readonly evidence: Evidence
  readonly ledger: {
    /** The next anchor, whether or not anything has moved since the one before. */
    anchor(): Promise<SignedAnchor | undefined>
    /** Holds the ledger against its anchors, too, and these against those that are kept at a place, a directory or a file. */
    verify(place: string | undefined): Promise<VerifiedLedger>
  }
  readonly retention: {
    show(): Promise<readonly SettledPurpose[]>
    /** What would go now. */
    plan(): Promise<readonly RetentionCount[]>
    /** Takes it away, looking through everything from the beginning. */
    applyAll(): Promise<readonly RetentionCount[]>
  }
  /** Keys at rest, and what is not yet sealed under the one in use. */
  readonly encryption: Pick<MasterKeys, 'list' | 'rotate' | 'endPlainText'> &
    Resealing & {
      /** What the configuration calls a key, by its id. */
      readonly names: ReadonlyMap<string, string>
      readonly texts: { readonly plain: boolean }
    }
  readonly migrate: {
    up(): Promise<readonly string[]>
    down(options?: { readonly all: boolean }): Promise<readonly string[]>
    status(): Promise<{ readonly done: readonly string[]; readonly waiting: readonly string[] }>
  }
  close(): Promise<void>
}
