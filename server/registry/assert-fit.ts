import type { WantedStream } from '../ports/signals/receivers.ts'
import { type ReadSecret, readSecrets } from './client-secrets.ts'
import { fileFindings, type JudgingPorts } from './findings/file-findings.ts'
import { type KeepingPorts, keptFindings } from './findings/kept-findings.ts'
import type { Registry } from './read-registry.ts'
import { readReceivers } from './receivers/read-receivers.ts'
import { RegistryError } from './registry-error.ts'

/** What lies outside the file, for every client in it, in its order. */
export interface Outside {
  readonly secrets: readonly (readonly ReadSecret[])[]
  readonly receivers: readonly (readonly WantedStream[])[]
}

/** What the file's clients have outside it, when nothing is wrong with anything. */
export async function assertFit(ports: JudgingPorts & KeepingPorts, registry: Registry): Promise<Outside> {
  const { locate } = registry
  const { secrets, findings } = await readSecrets(registry)
  const { receivers, findings: ofReceivers } = await readReceivers(registry)
  const all = [
    ...(await fileFindings(ports, registry.file)),
    ...(await keptFindings(ports, registry.file)),
    ...findings,
    ...ofReceivers,
  ]
  if (all.length === 0) return { secrets, receivers }
  throw new RegistryError(all.map(({ path, text }) => (locate ? `${locate(path)}: ${text}` : text)))
}
