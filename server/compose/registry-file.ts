import { type Config, demandsPrivacy } from '../config/config.ts'
import { appliedActs } from '../registry/applied-acts.ts'
import { applyRegistry } from '../registry/apply-registry.ts'
import type { Stores } from './storage.ts'

/** Applies the file of resources, purposes and clients that the configuration names, if it names one. */
export async function applyRegistryFile(
  { registryFile, environment }: Pick<Config, 'registryFile' | 'environment'>,
  stores: Stores,
): Promise<void> {
  if (registryFile === undefined) return
  const { readRegistry } = await import('../registry/read-registry.ts')
  const applied = await applyRegistry({ ...stores, demandsPrivacy: demandsPrivacy({ environment }) })(
    await readRegistry(registryFile),
  )
  for (const act of appliedActs(applied)) stores.audit.record(act)
}
