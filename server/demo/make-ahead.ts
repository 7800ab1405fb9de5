import { randomIds } from '../../adapters/ids/random-ids.ts'
import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import type { Clock } from '../ports/clock.ts'
import { keptSeal } from './authority/kept-seal.ts'
import { keptSigningAuthority } from './authority/kept-signing-authority.ts'
import { demoSecrets } from './demo-secrets.ts'

interface Tools {
  readonly dataDir: string
  readonly operatorName: string
  /** The one that the settings name, in place of the demo's. */
  readonly seal: unknown
  readonly clock: Clock
}

/**
 * Begins with the keys that a first start of the demo makes, so that another processor makes them while this one opens the
 * database. Whoever needs them waits for the same ones, and meets the same failure.
 */
export function makeAhead({ clock, seal, ...where }: Tools): void {
  const ids = randomIds({ clock, key: '' })
  const tools = { ...where, clock, ids, secrets: secretHasher({ ids, clock }) }
  const wanted = [keptSigningAuthority, demoSecrets, ...(seal === undefined ? [keptSeal] : [])]
  for (const make of wanted) make(tools).catch(() => undefined)
}
