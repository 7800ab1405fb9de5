import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { Clock } from '../../server/ports/clock.ts'
import type { SigningAlgorithm } from '../../server/domain/registry/signing-algorithm.ts'
import type { SigningKey, SigningKeyStore } from '../../server/ports/oauth/signing-key-store.ts'

interface Materials {
  readonly store: SigningKeyStore
  readonly clock: Clock
  /** Seconds for which a new key is published before it signs. */
  readonly publishAhead: number
  /** Seconds after which nothing signed by a retiring key is good any more. */
  readonly longestToken: number
  /** Seconds between two looks at the store. */
  readonly every?: number
  readonly onError: (error: unknown) => void
}

/** The published keys of one algorithm as every process sees them, a few seconds late at most. */
export interface PublishedKeys {
  /** The one that signs first. Never empty. */
  readonly current: () => readonly SigningKey[]
  /** Hears of every change of `current`. */
  readonly onChange: (listener: () => void) => void
  /**
   * Seconds for which others may keep what `current` gives and still know the signer of whatever any process signs
   * meanwhile: fewer the longer ago the store was looked at.
   */
  readonly mayBeKept: () => number
}

/** The keys for ES256 by themselves, those for other algorithms on demand. */
export interface SigningKeys extends PublishedKeys {
  /** The keys for an algorithm; makes the first one when there is none. */
  readonly of: (alg: SigningAlgorithm) => Promise<PublishedKeys>
  /**
   * Publishes a new key now, for ES256 when not said; it signs once everybody can know it, and the others of its algorithm
   * retire after their last token.
   */
  readonly rotate: (alg?: SigningAlgorithm) => Promise<SigningKey>
  readonly stop: () => void
}

/** The key for an algorithm that signs now. */
export async function signingKey(
  keys: Pick<SigningKeys, 'of'>,
  algorithm: SigningAlgorithm,
): Promise<SigningKey> {
  const [key] = (await keys.of(algorithm)).current()
  if (!key) throw new Error(`There is no key for ${algorithm}`)
  return key
}

/** Seconds that a published set may take to reach whoever keeps it. */
const wayThere = 5

/** Seconds by which a process may go on signing with the old key after the new one has taken over. */
const lateness = 60

/** Makes the first key when there is none; several processes that start at once agree on one. */
export async function openSigningKeys(materials: Materials): Promise<SigningKeys> {
  const { store, clock, publishAhead, every = 5, onError } = materials
  const watched = new Map<SigningAlgorithm, Watched>()
  let lookedAt = clock.now()

  const refresh = async (): Promise<void> => {
    const looking = clock.now()
    const all = await store.list()
    for (const [alg, one] of watched) one.see(signingFirst(all.filter(ofAlgorithm(alg)), clock.now()))
    lookedAt = looking
  }

  const mayBeKept = (): number => {
    const age = Math.abs(clock.now().getTime() - lookedAt.getTime()) / 1000
    return Math.max(0, Math.floor(publishAhead - age - wayThere))
  }

  const of = async (alg: SigningAlgorithm): Promise<PublishedKeys> => {
    const one = watched.get(alg) ?? watch(mayBeKept)
    if (one.current().length > 0) return one
    watched.set(alg, one)
    await refresh()
    if (one.current().length === 0) {
      const now = clock.now()
      await store.add(await newKey(alg, now, now), { retireOthersAt: undefined, onlyIfNone: true })
      await refresh()
    }
    return one
  }

  const main = await of('ES256')
  const timer = setInterval(() => void refresh().catch(onError), every * 1000).unref()

  return {
    ...main,
    of,
    async rotate(alg) {
      const key = await rotateSigningKey(materials, alg)
      await refresh()
      return key
    },
    stop: () => clearInterval(timer),
  }
}

interface Watched extends PublishedKeys {
  readonly see: (next: readonly SigningKey[]) => void
}

function watch(mayBeKept: () => number): Watched {
  const listeners: (() => void)[] = []
  let keys: readonly SigningKey[] = []
  return {
    current: () => keys,
    mayBeKept,
    onChange: listener => void listeners.push(listener),
    see(next) {
      if (sameOrder(keys, next)) return
      keys = next
      for (const listener of listeners) listener()
    },
  }
}

const ofAlgorithm = (alg: SigningAlgorithm) => (key: SigningKey) => key.alg === alg

type Rotating = Pick<Materials, 'store' | 'clock' | 'publishAhead' | 'longestToken'>

/** Publishes a new key at once, also without a running server. */
export async function rotateSigningKey(
  { store, clock, publishAhead, longestToken }: Rotating,
  alg: SigningAlgorithm = 'ES256',
): Promise<SigningKey> {
  const now = clock.now()
  const activeFrom = later(now, publishAhead)
  const key = await newKey(alg, now, activeFrom)
  await store.add(key, { retireOthersAt: later(activeFrom, longestToken + lateness), onlyIfNone: false })
  return key
}

async function newKey(alg: SigningAlgorithm, publishedAt: Date, activeFrom: Date): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { kid, alg, jwk: { ...jwk }, publishedAt, activeFrom, retiredAt: undefined }
}

const later = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000)

/** The newest active one signs; then those still published, newest first. */
function signingFirst(keys: readonly SigningKey[], now: Date): readonly SigningKey[] {
  const active = keys.filter(key => key.activeFrom <= now)
  const signing = active.reduce<SigningKey | undefined>(
    (newest, key) => (newest && newest.activeFrom >= key.activeFrom ? newest : key),
    undefined,
  )
  return signing ? [signing, ...keys.filter(key => key !== signing)] : keys
}

const sameOrder = (a: readonly SigningKey[], b: readonly SigningKey[]): boolean =>
  a.map(key => key.kid).join() === b.map(key => key.kid).join()
