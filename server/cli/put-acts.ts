import type { AuditEntry } from '../domain/audit/audit-entry.ts'

interface Put {
  readonly noun: 'resource' | 'scope' | 'delegation'
  readonly id: string
  readonly before: { readonly version: number } | undefined
  readonly version: number
}

/** What registering an entry did; nothing when it was there just so. */
export function putActs({ noun, id, before, version }: Put): readonly AuditEntry[] {
  if (before?.version === version) return []
  return [{ what: `${noun}.${before ? 'changed' : 'added'}`, id, version }]
}
