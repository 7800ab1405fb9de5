import { assertMayEquip, assertOnDuty } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { ClientStore } from '../../../ports/registry/client-store.ts'
import type { ClientEntries } from '../../../ports/registry/registry-entries.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import {
  type ClientCommand,
  clientNow,
  scopesSaid,
  staleClient,
  statedClient,
  type ShownClient,
} from '../../steps/client-at-desk.ts'
import { assertFaultless } from '../../steps/assert-faultless.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
  readonly clients: Pick<ClientStore, 'registered'>
  readonly clientEntries: Pick<ClientEntries, 'put' | 'show' | 'judge'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface ChangeClient extends ClientCommand {
  readonly entry: unknown
  /** The version that it takes the place of. */
  readonly version: number
}

/**
 * Puts another entry in the place of a client's. One that says the same changes nothing. Throws `caller.forbidden`,
 * `client.unknown`, `registry.malformed` with everything that is wrong, or `version.stale`.
 */
export const changeClient = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'client.write',
    verb: 'changeClient',
    target: ({ id }: ChangeClient) => ({ kind: 'client', id }),
    async judge({ operator, id, entry, version }) {
      assertMayEquip(operator, scopesSaid(entry))
      assertNamed(entry, id)
      if ((await clientNow(ports, id)).version !== version) throw staleClient(id)
      assertFaultless(await ports.clientEntries.judge(entry))
    },
    run: change(ports),
  })

const change =
  ({ clients, clientEntries, units, ...ports }: Ports) =>
  async ({ operator, id, entry, version, reason, traceId }: ChangeClient): Promise<ShownClient> => {
    const said = assertOnDuty(operator, 'client.write', reason)
    assertMayEquip(operator, scopesSaid(entry))
    assertNamed(entry, id)
    return units.unitOfWork.run(async () => {
      const standing = await clientNow({ clients }, id)
      const before = await statedClient(clientEntries, standing)
      const client = standing.version === version ? await clientEntries.put(entry, version) : undefined
      if (!client) throw staleClient(id)
      const after = await statedClient(clientEntries, client)
      if (after.version === before.version) return { client, entry: after.entry }
      ports.audit.record({ what: 'client.changed', clientId: id })
      await recordAct(ports)({
        operator,
        operation: 'client.write',
        target: { kind: 'client', id },
        reason: said,
        before,
        after,
        traceId,
      })
      return { client, entry: after.entry }
    })
  }

/** A client keeps the id that it is known by. */
function assertNamed(entry: unknown, id: string): void {
  const named = entry !== null && typeof entry === 'object' && 'id' in entry ? entry.id : undefined
  if (named === id) return
  throw new Problem('registry.malformed', `id: must be ${id}`, { pointer: '/id' })
}
