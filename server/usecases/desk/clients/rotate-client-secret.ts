import { assertMayEquip, assertOnDuty } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { SecretHasher } from '../../../ports/secret-hasher.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ClientCommand, clientNow, staleClient } from '../../steps/client-at-desk.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'
import { withNewSecret } from '../../steps/with-new-secret.ts'

interface Ports extends SeenPorts {
  readonly clients: Pick<ClientStore, 'registered' | 'save'>
  readonly secrets: Pick<SecretHasher, 'generate'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface RotateSecret extends ClientCommand {
  /** Whether every other secret ends at once; else the newest one so far goes on working beside it. */
  readonly only: boolean
}

export interface RotatedSecret {
  readonly client: Client
  /** Nobody is told it again. */
  readonly secret: string
}

/** Gives a client a new secret. Throws `caller.forbidden`, `client.unknown`, `client.without-secrets` or `version.stale`. */
export const rotateClientSecret = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'client.rotate_secret',
    verb: 'rotateClientSecret',
    target: ({ id }: RotateSecret) => ({ kind: 'client', id }),
    async judge({ operator, id }) {
      const client = await clientNow(ports, id)
      assertMayEquip(operator, client.scopeValues)
      assertHasSecrets(client)
    },
    run: rotate(ports),
  })

const rotate =
  ({ clients, secrets, units, ...ports }: Ports) =>
  async ({ operator, id, only, reason, traceId }: RotateSecret): Promise<RotatedSecret> => {
    const said = assertOnDuty(operator, 'client.rotate_secret', reason)
    return units.unitOfWork.run(async () => {
      const client = await clientNow({ clients }, id)
      assertMayEquip(operator, client.scopeValues)
      assertHasSecrets(client)
      const { secret, changed } = withNewSecret(client, secrets, { only })
      if (!(await clients.save(changed))) throw staleClient(id)
      ports.audit.record({ what: 'client.secret_rotated', clientId: id })
      await recordAct(ports)({
        operator,
        operation: 'client.rotate_secret',
        target: { kind: 'client', id },
        reason: said,
        before: secretsOf(client),
        after: secretsOf(changed),
        traceId,
      })
      return { client: await clientNow({ clients }, id), secret }
    })
  }

function assertHasSecrets({ id, authentication }: Client): void {
  if (authentication.startsWith('client_secret')) return
  throw new Problem('client.without-secrets', `The client ${id} has no secret; it uses ${authentication}`)
}

/** Which there are, as an act tells it. */
const secretsOf = ({ secrets }: Client) => ({ secrets: secrets.map(({ id }) => id) })
