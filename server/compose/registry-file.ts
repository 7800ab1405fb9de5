import { type Config, demandsPrivacy } from '../config/config.ts'
import { appliedActs } from '../registry/applied-acts.ts'
import { applyRegistry } from '../registry/apply-registry.ts'
import { maySendTo } from './signals.ts'
import type { Stores } from './storage.ts'

/** Applies the file of resources, purposes and clients that the configuration names, if it names one. */
export async function applyRegistryFile(
  config: Pick<Config, 'registryFile' | 'environment' | 'delivery'>,
  stores: Stores,
): Promise<void> {
  const { registryFile } = config
  if (registryFile === undefined) return
  const { readRegistry } = await import('../registry/read-registry.ts')
  const applied = await applyRegistry({
    ...stores,
    demandsPrivacy: demandsPrivacy(config),
    maySendTo: address => maySendTo(config, address),
  })(await readRegistry(registryFile))
  for (const act of appliedActs(applied)) stores.audit.record(act)
}
