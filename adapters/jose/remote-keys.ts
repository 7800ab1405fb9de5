import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose'
import { Problem } from '../../server/domain/problem.ts'
import type { PublicJwk } from '../../server/ports/oauth/access-token-verifier.ts'
import { fetchKeys } from './fetch-keys.ts'
import { monotonicMs } from '../clock/monotonic.ts'

/** Milliseconds. */
export interface Patience {
  /** Keys are asked for again after this. */
  readonly fresh: number
  /** They keep being used for this long while the issuer does not answer. */
  readonly stale: number
  /** Between two tries. */
  readonly pause: number
}

const usual: Patience = { fresh: 600_000, stale: 24 * 3_600_000, pause: 10_000 }

interface Fetched {
  readonly find: JWTVerifyGetKey
  readonly at: number
}

/**
 * Keys at an address: kept, and asked for again when they are old or one is unknown, by one caller at a time. Throws
 * `issuer.unavailable` when the issuer does not answer and no kept key will do.
 */
export function remoteKeys(uri: string, { fresh, stale, pause }: Patience = usual): JWTVerifyGetKey {
  let kept: Fetched | undefined
  let failure: unknown
  let triedAt = -Infinity
  let trying: Promise<void> | undefined

  const fetchOnce = async (): Promise<void> => {
    triedAt = monotonicMs()
    try {
      kept = { find: localKeys(await fetchKeys(uri)), at: monotonicMs() }
      failure = undefined
    } catch (error) {
      failure = error
    }
  }
  const renew = async (): Promise<void> => {
    if (monotonicMs() - triedAt >= pause) trying ??= fetchOnce()
    await trying?.finally(() => {
      trying = undefined
    })
  }
  const ageOf = (fetched: Fetched | undefined): number => monotonicMs() - (fetched?.at ?? -Infinity)
  const doubt = () =>
    new Problem('issuer.unavailable', `The keys at ${uri} cannot be had`, { cause: failure })

  return async (header, token) => {
    if (ageOf(kept) >= fresh) await renew()
    if (!kept || ageOf(kept) >= stale) throw doubt()
    try {
      return await kept.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    }
    await renew()
    if (failure !== undefined) throw doubt()
    return kept.find(header, token)
  }
}

/** Keys that are at hand. */
export const localKeys = (keys: readonly PublicJwk[]): JWTVerifyGetKey =>
  createLocalJWKSet({ keys: keys as unknown as JWK[] })
