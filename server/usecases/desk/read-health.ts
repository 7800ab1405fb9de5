import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { Health, RunningServer } from '../../ports/running-server.ts'

interface Ports {
  readonly server: Pick<RunningServer, 'health'>
}

/** How the server that answers is, and what it stands on. */
export const readHealth =
  ({ server }: Ports) =>
  async ({ operator }: { readonly operator: Operator }): Promise<Health> => {
    assertOnDuty(operator, 'health.read')
    return server.health()
  }
