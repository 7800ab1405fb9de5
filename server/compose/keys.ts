import { openSigningKeys, type SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { Config } from '../config/config.ts'
import { longestTokenSeconds } from '../domain/registry/token-scope.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'keyPublishAheadSeconds'>
  readonly stores: Pick<Stores, 'keys' | 'clock'>
  readonly onError: (error: unknown) => void
}

/** The keys that the house signs with. */
export const openKeys = ({ config, stores: { keys, clock }, onError }: Parts): Promise<SigningKeys> =>
  openSigningKeys({
    store: keys,
    clock,
    publishAhead: config.keyPublishAheadSeconds,
    longestToken: longestTokenSeconds,
    onError,
  })
