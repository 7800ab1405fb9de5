import type { Config } from '../../config/config.ts'
import { judgeRegistry } from '../../registry/apply-registry.ts'
import { readRegistry } from '../../registry/read-registry.ts'
import { RegistryError } from '../../registry/registry-error.ts'
import type { Storage } from '../storage.ts'
import { type Finding, ill, well } from './finding.ts'

/** Whether the declarative file can be applied; whether it is well-formed when there is no storage to apply it to. */
export async function checkRegistryFile(
  { registryFile }: Pick<Config, 'registryFile'>,
  storage: Storage | undefined,
): Promise<Finding[]> {
  if (registryFile === undefined) return []
  try {
    const registry = await readRegistry(registryFile)
    if (storage) await judgeRegistry(storage)(registry)
    return [well(`registry file: ${registryFile} ${storage ? 'can be applied' : 'is well-formed'}`)]
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return error.message.split('\n').map(finding => ill('registry file', finding))
  }
}
