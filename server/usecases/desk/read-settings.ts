import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { RunningServer, ShownSetting } from '../../ports/running-server.ts'

interface Ports {
  readonly server: Pick<RunningServer, 'settings'>
}

/** The settings of the server that answers, without anything that is secret. */
export const readSettings =
  ({ server }: Ports) =>
  async ({ operator }: { readonly operator: Operator }): Promise<readonly ShownSetting[]> => {
    assertOnDuty(operator, 'settings.read')
    return server.settings
  }
