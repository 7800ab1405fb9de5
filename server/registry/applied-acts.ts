import type { AuditEntry } from '../domain/audit/audit-entry.ts'
import type { Applied } from './apply-registry.ts'

/** What applying a file changed, as acts of the audit trail. */
export const appliedActs = (applied: readonly Applied[]): readonly AuditEntry[] =>
  applied.flatMap(({ kind, id, what, stream }): AuditEntry[] => {
    if (what === 'same') return []
    if (stream) return [{ what: `stream.${what}`, clientId: stream.clientId, streamId: stream.id }]
    if (kind === 'client') return [{ what: `client.${what}`, clientId: id }]
    if (kind === 'receiver' || what === 'removed') return []
    return [{ what: `${nouns[kind]}.${what}`, id }]
  })

const nouns = {
  resource: 'resource',
  'authorization details type': 'authorization_details_type',
  purpose: 'purpose',
  scope: 'scope',
  delegation: 'delegation',
  'consent template': 'consent_template',
  'consent resource': 'consent_resource',
  market: 'market',
} as const satisfies Record<Exclude<Applied['kind'], 'client' | 'receiver'>, string>
