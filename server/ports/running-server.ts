import type { SigningAlgorithm } from '../domain/registry/signing-algorithm.ts'
import type { SigningKey } from './oauth/signing-key-store.ts'

/** A setting as operators may see it: of a secret only where it comes from. */
export interface ShownSetting {
  readonly name: string
  readonly value: string | undefined
  readonly from: 'environment' | 'file' | 'default'
  readonly isSecret: boolean
  readonly byDefault: string | undefined
  readonly meaning: string | undefined
}

/** How the server and what it stands on are, at this moment. */
export interface Health {
  /** What it cannot serve without, each by its name. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>
  /** Of the key that signs. */
  readonly signingKeyAgeSeconds: number
  /** `undefined` before the first. */
  readonly anchorAgeSeconds: number | undefined
  readonly audit: { readonly waiting: number; readonly lost: number; readonly isTroubled: boolean }
  readonly partitions: {
    /** Rows that found no partition of their own. */
    readonly defaultRows: number
    /** Until a table has none for a row of the day. */
    readonly aheadSeconds: number
  }
  /** Streams whose receivers have taken nothing for an hour. */
  readonly receiversUnreached: number
  /** Requests of this process that wait for a connection to the database. */
  readonly poolWaiting: number
}

/** What only the process knows that serves. */
export interface RunningServer {
  readonly settings: readonly ShownSetting[]
  /** Answers within seconds, whatever is wrong; throws when the database cannot be asked at all. */
  health(): Promise<Health>
  /** Publishes a new key, which takes over from the others of its algorithm once everybody can know it. */
  rotateKey(alg: SigningAlgorithm): Promise<SigningKey>
}
