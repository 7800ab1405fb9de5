import { signingAlgorithms } from '../../domain/registry/signing-algorithm.ts'
import type { SigningKey } from '../../ports/oauth/signing-key-store.ts'

/** A published key without its private part, and what it is for right now. */
export interface KeyStanding extends Omit<SigningKey, 'jwk'> {
  /** `published` before it signs, `verifies` after. */
  readonly state: 'signs' | 'published' | 'verifies'
}

/** Where published keys stand, in their order: newest `activeFrom` first. */
export function keyStates(published: readonly SigningKey[], now: Date): readonly KeyStanding[] {
  const active = published.filter(({ activeFrom }) => activeFrom <= now)
  const signing = new Set(signingAlgorithms.map(wanted => active.find(({ alg }) => alg === wanted)?.kid))
  return published.map(({ jwk: _private, ...key }) => ({ ...key, state: stateOf(key, signing, now) }))
}

function stateOf(
  { kid, activeFrom }: Pick<SigningKey, 'kid' | 'activeFrom'>,
  signing: ReadonlySet<string | undefined>,
  now: Date,
): KeyStanding['state'] {
  if (signing.has(kid)) return 'signs'
  return now < activeFrom ? 'published' : 'verifies'
}
