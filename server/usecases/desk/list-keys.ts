import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SigningKeyStore } from '../../ports/oauth/signing-key-store.ts'
import { type KeyStanding, keyStates } from '../steps/key-states.ts'

interface Ports {
  readonly keys: Pick<SigningKeyStore, 'list'>
  readonly clock: Clock
}

/** The published signing keys, newest first. */
export const listKeys =
  ({ keys, clock }: Ports) =>
  async ({ operator }: { readonly operator: Operator }): Promise<readonly KeyStanding[]> => {
    assertOnDuty(operator, 'key.read')
    return keyStates(await keys.list(), clock.now())
  }
