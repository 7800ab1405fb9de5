import type { Purpose } from '../domain/purpose.ts'
import type { Resource } from '../domain/resource.ts'

/** Resources and purposes with their texts. Versions are kept for ever. Reads may be a few seconds old, never more than five. */
export interface RegistryStore {
  findResource(audience: string): Promise<Resource | undefined>
  listResources(): Promise<readonly Resource[]>
  /** The newest version, or the one asked for. */
  findPurpose(id: string, version?: number): Promise<Purpose | undefined>
  listPurposes(): Promise<readonly Purpose[]>
  /** Keeps a new version when the content differs from the newest one; the version given in is not read. */
  putResource(resource: Resource): Promise<Resource>
  putPurpose(purpose: Purpose): Promise<Purpose>
  /** Hidden from `find` and `list`; the versions stay. `false` when there was none. */
  removeResource(audience: string): Promise<boolean>
}
