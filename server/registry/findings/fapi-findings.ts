import type { FaceClients } from '../../ports/registry/client-rules.ts'
import type { ClientEntry } from '../registry-schema.ts'
import type { Wrong } from './finding.ts'

type Judged = Omit<ClientEntry, 'secrets'>

/** What belongs to FAPI 2.0 and its parts, at a face that knows them. */
const members = ['require_pushed_authorization_requests', 'dpop_bound_access_tokens'] as const

/** What a client is registered for of FAPI 2.0, and cannot be. */
export function fapiFindings(entry: Judged, { knowsFapi }: FaceClients): Wrong[] {
  if (knowsFapi) return []
  return members.flatMap((member): Wrong[] =>
    entry[member] ? [[[member], `is nothing that ${entry.face} has`]] : [],
  )
}
