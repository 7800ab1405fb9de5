import type { ClientEntries } from '../../ports/registry/registry-entries.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { Receivers } from '../../ports/signals/receivers.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { changeClient, Crossed, saveClient } from '../change-client.ts'
import { readSecrets, type SecretPorts } from '../client-secrets.ts'
import type { JudgingPorts } from '../findings/file-findings.ts'
import { applyReceivers } from '../receivers/apply-receivers.ts'
import { readReceivers } from '../receivers/read-receivers.ts'
import { writeClient } from '../to-entry/write-client.ts'
import { plain } from '../to-entry/written.ts'
import { fitOne, judgeOne, withoutFiles } from './judge-file.ts'

interface Ports extends JudgingPorts, SecretPorts {
  readonly clients: ClientStore
  readonly receivers: Receivers
  readonly units: { readonly unitOfWork: UnitOfWork }
}

/** Clients as the declarative file has them. */
export const clientEntries = (ports: Ports): ClientEntries => ({
  show: async client => plain(writeClient(client, await ports.receivers.registered(client.id))),

  async judge(entry) {
    const { faults, hints } = await judgeOne(ports, 'clients', entry)
    return { faults, hints }
  },

  async put(entry, standing) {
    const registry = withoutFiles(await fitOne(ports, 'clients', entry))
    const { secrets } = await readSecrets(registry)
    const { receivers } = await readReceivers(registry)
    const [wanted] = registry.file.clients
    const change = await changeClient(ports, wanted!, secrets[0] ?? [])
    if ((change.before?.version ?? 0) !== standing) return undefined
    return ports.units.unitOfWork
      .run(async () => {
        await saveClient(ports, change)
        await applyReceivers(ports, [change], receivers)
        return ports.clients.registered(change.client.id)
      })
      .catch(unlessCrossed)
  },
})

function unlessCrossed(error: unknown): undefined {
  if (!(error instanceof Crossed)) throw error
  return undefined
}
