import { z } from 'zod'
import type { EventId } from '../../../domain/ids.ts'
import { parseInstant } from '../wire/instant.ts'
import { invalid, refusal, validationError } from '../wire/refusal.ts'
import { withKnownNames } from '../wire/known-names.ts'
import { fromCursor, instantOf } from './event-ids.ts'

const Time = z
  .string()
  .max(60)
  .refine(text => parseInstant(text) !== undefined, 'must be a time in ISO 8601')

const Members = z.object({
  continuationToken: z.string().optional().describe('Goes on after the page that gave it'),
  createdAfter: Time.optional().describe('From this time on'),
  createdBefore: Time.optional().describe('Before this time'),
  eventType: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Of rejected, accepted, revoked, deleted, used; may be repeated'),
  consentRequestId: z.guid().optional().describe('This request alone'),
})

/** Names of parameters in any case, as those of members are. */
export const FeedQuery = z.preprocess(query => withKnownNames(query, Object.keys(Members.shape)), Members)

export type FeedQuery = z.infer<typeof FeedQuery>

const types = {
  accepted: 'accepted',
  rejected: 'rejected',
  revoked: 'revoked',
  deleted: 'withdrawn',
  used: 'used',
} as const

/** The feed's filters as the core has them. */
interface ReadFeedQuery {
  readonly after: EventId | undefined
  readonly from: number | undefined
  readonly before: number | undefined
  /** All of them when there is none. */
  readonly types: readonly (typeof types)[keyof typeof types][]
  readonly requestId: string | undefined
}

const largestPage = 1000

interface Feed {
  readonly pageSize: number
  readonly now: Date
}

/** Milliseconds by which the clocks of two processes may differ. */
const tolerance = 60_000

/** Throws a refusal with everything that is wrong, the size of the page that the operator has set among it. */
export function readFeedQuery(query: FeedQuery, { pageSize, now }: Feed): ReadFeedQuery {
  const { continuationToken = '', createdAfter, createdBefore, eventType = [], consentRequestId } = query
  const after = fromCursor(continuationToken)
  const [from, before] = [millisecond(createdAfter), millisecond(createdBefore)]
  const names = [eventType].flat().map(name => name.toLowerCase())
  const isBackwards = isNotBefore(createdAfter, createdBefore)
  const errors = [
    ...(pageSize < 1 || pageSize > largestPage ? [validationError('AM.VLD-00050')] : []),
    ...(isBackwards ? [validationError('AM.VLD-00051', '$QUERY/createdAfter')] : []),
    ...(names.every(isType) ? [] : [validationError('AM.VLD-00052', '$QUERY/eventType')]),
    ...(continuationToken === '' || (after && !isAhead(after, now))
      ? []
      : [validationError('AM.VLD-00053', '$QUERY/continuationToken')]),
  ]
  if (errors.length > 0) throw refusal([invalid(errors)])
  return {
    after,
    from,
    before,
    types: names.filter(isType).map(name => types[name]),
    requestId: consentRequestId?.toLowerCase(),
  }
}

/**
 * No event of ours can be that late: it was given before a backup was restored, or by somebody else's feed. Who went on after
 * it would hear nothing, and miss all that happens until then.
 */
const isAhead = (after: EventId, now: Date): boolean => instantOf(after).getTime() > now.getTime() + tolerance

const isType = (name: string): name is keyof typeof types => Object.hasOwn(types, name)

/** The first whole millisecond that is not before it. */
function millisecond(text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : parseInstant(text)
  if (!instant) return undefined
  const isWhole = !/\.\d{4,}/.test(instant.text)
  return instant.at.getTime() + (isWhole ? 0 : 1)
}

/** Texts in UTC with six digits sort as times do. */
function isNotBefore(after: string | undefined, before: string | undefined): boolean {
  if (after === undefined || before === undefined) return false
  return sortable(after) >= sortable(before)
}

function sortable(text: string): string {
  const { text: utc = '' } = parseInstant(text) ?? {}
  const [whole = '', fraction = ''] = utc.replace('+00:00', '').split('.')
  return `${whole}.${fraction.padEnd(6, '0')}`
}
