import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { ClientEntries } from '../../../ports/registry/registry-entries.ts'
import type { SecretHasher } from '../../../ports/secret-hasher.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { statedClient, type ShownClient } from '../../steps/client-at-desk.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'

interface Ports extends ActPorts {
  readonly clientEntries: Pick<ClientEntries, 'put' | 'show'>
  readonly secrets: Pick<SecretHasher, 'generate'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface CreateClient {
  readonly operator: Operator
  readonly entry: unknown
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

export interface CreatedClient extends ShownClient {
  /** Made here for a client that proves who it is by one and brought none; nobody is told it again. */
  readonly secret: string | undefined
}

/**
 * Registers a client. Throws `caller.forbidden`, `client.exists`, or `registry.malformed` with everything that is wrong with its
 * entry.
 */
export const createClient =
  ({ clientEntries, secrets, units, ...ports }: Ports) =>
  async ({ operator, entry, reason, traceId }: CreateClient): Promise<CreatedClient> => {
    const said = assertOnDuty(operator, 'client.write', reason)
    const made = lacksSecret(entry) ? secrets.generate() : undefined
    const whole = made ? { ...(entry as object), secrets: [{ secret_sha256: made.kept.digest }] } : entry
    return units.unitOfWork.run(async () => {
      const client = await clientEntries.put(whole, 0)
      if (!client)
        throw new Problem('client.exists', 'There is a client of this id already', { pointer: '/id' })
      const after = await statedClient(clientEntries, client)
      ports.audit.record({ what: 'client.added', clientId: client.id })
      await recordAct(ports)({
        operator,
        operation: 'client.write',
        target: { kind: 'client', id: client.id },
        reason: said,
        after,
        traceId,
      })
      return { client, entry: after.entry, secret: made?.secret }
    })
  }

const lacksSecret = (entry: unknown): boolean =>
  entry !== null &&
  typeof entry === 'object' &&
  !('secrets' in entry) &&
  'authentication' in entry &&
  String(entry.authentication).startsWith('client_secret')
