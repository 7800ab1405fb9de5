import { refuse, typeMismatch } from './refusals.ts'
import { isUuid } from '../../../domain/ids.ts'

interface Named {
  readonly id?: string | null | undefined
  readonly type: string
}

/** Throws unless a body names the thing in the path: its id first, then what it is. */
export function assertNames({ id, type }: Named, path: { readonly id: string; readonly type: string }): void {
  if (typeof id !== 'string' || id.trim() === '') throw refuse('missing-input')
  if (!isUuid(id) || id.toLowerCase() !== path.id.toLowerCase()) throw refuse('id-mismatch')
  if (type !== path.type) throw typeMismatch(path.type, type)
}
