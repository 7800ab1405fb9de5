import { assertMayEquip, assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { ClientEntries } from '../../../ports/registry/registry-entries.ts'
import type { SecretHasher } from '../../../ports/secret-hasher.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { scopesSaid, statedClient, type ShownClient } from '../../steps/client-at-desk.ts'
import { assertFaultless } from '../../steps/assert-faultless.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
  readonly clientEntries: Pick<ClientEntries, 'put' | 'show' | 'judge'>
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
export const createClient = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'client.write',
    verb: 'createClient',
    target: ({ entry }: CreateClient) => ({ kind: 'client', id: idIn(entry) }),
    async judge({ operator, entry }) {
      assertMayEquip(operator, scopesSaid(entry))
      assertFaultless(await ports.clientEntries.judge(withHash(entry, noHash)))
    },
    run: create(ports),
  })

const create =
  ({ clientEntries, secrets, units, ...ports }: Ports) =>
  async ({ operator, entry, reason, traceId }: CreateClient): Promise<CreatedClient> => {
    const said = assertOnDuty(operator, 'client.write', reason)
    assertMayEquip(operator, scopesSaid(entry))
    const made = lacksSecret(entry) ? secrets.generate() : undefined
    const whole = made ? withHash(entry, made.kept.digest) : entry
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

/** In place of that of a secret which is not made yet. */
const noHash = '0'.repeat(64)

const withHash = (entry: unknown, hash: string): unknown =>
  lacksSecret(entry) ? { ...(entry as object), secrets: [{ secret_sha256: hash }] } : entry

const lacksSecret = (entry: unknown): boolean =>
  entry !== null &&
  typeof entry === 'object' &&
  !('secrets' in entry) &&
  'authentication' in entry &&
  String(entry.authentication).startsWith('client_secret')

/** As it is written, good or not. */
const idIn = (entry: unknown): string =>
  entry !== null && typeof entry === 'object' && 'id' in entry ? String(entry.id) : ''
