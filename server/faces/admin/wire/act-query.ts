import { z } from 'zod'
import { parseId, type PartyId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { OperatorActFilter } from '../../../ports/operators/operator-acts.ts'

const Instant = z.iso.datetime({ offset: true })

/** What acts are looked for by, each narrowing. */
export const actFilter = {
  operator: z.string().max(255).optional().describe('The id of who did it'),
  operation: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]*$/, 'must be an operation like client.write, or those that begin like client.')
    .optional()
    .describe('What was done: an operation, or with a dot at its end all that begin so'),
  target_kind: z
    .string()
    .max(100)
    .optional()
    .describe('What it was done to: `client`, `purpose`, `party`, …'),
  target_id: z.string().max(255).optional().describe('Which one; only together with `target_kind`'),
  party: z.string().max(100).optional().describe('Whom it is about, by the id here'),
  from: Instant.optional().describe('At or after, RFC 3339'),
  to: Instant.optional().describe('Before, RFC 3339'),
}

const Filter = z.object(actFilter)

export function toActFilter(query: z.infer<typeof Filter>): OperatorActFilter {
  const { operator, operation, target_kind: kind, target_id: id, party, from, to } = query
  if (id !== undefined && kind === undefined) {
    throw new Problem('request.malformed', 'target_id goes with target_kind', { pointer: '/target_id' })
  }
  return {
    operatorId: operator,
    operation,
    target: kind === undefined ? undefined : { kind, id },
    party: party === undefined ? undefined : partyId(party),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  }
}

function partyId(given: string): PartyId {
  const id = parseId<PartyId>(given)
  if (id === undefined) throw new Problem('request.malformed', 'party must be an id', { pointer: '/party' })
  return id
}
