import type { AuthorizationGrant } from '../grants/authorization-grant.ts'
import type { PartyId } from '../ids.ts'
import type { PartyIdentifier } from '../party.ts'
import type { FeedOf } from './feed.ts'
import type { SignalType } from './consent-signal.ts'

/** A receiver that a withdrawal is for. */
export interface Listener {
  readonly owner: PartyIdentifier
  readonly ownerName: string
  /** When it first took the news; `undefined` for one that it waits for. */
  readonly at: Date | undefined
}

/** What one organization knows of a withdrawal: since when, or that it was not reached for an hour. */
export type Telling = Pick<Listener, 'owner' | 'ownerName'> &
  ({ readonly name: 'told'; readonly at: Date } | { readonly name: 'unreached' })

/** After so long a receiver counts as one that is not reached. */
export const unreachedSeconds = 3600

/** Who reads of a consent that it was given to or is carried out by. */
export const readersOf = ({
  grantedTo,
  handledBy,
}: Pick<AuthorizationGrant, 'grantedTo' | 'handledBy'>): readonly PartyId[] => [
  grantedTo,
  ...(handledBy ? [handledBy] : []),
]

/** The feeds that tell of a consent: of these parties, among them the organizations of market parties, and of APIs. */
export const feedsOf = (
  { scopes }: Pick<AuthorizationGrant, 'scopes'>,
  readers: readonly PartyId[],
): readonly FeedOf[] => [
  ...readers.map(party => ({ kind: 'party' as const, party })),
  ...[...new Set(scopes.filter(one => one.resourceType === 'api').map(({ resourceId }) => resourceId))].map(
    audience => ({ kind: 'api' as const, audience }),
  ),
]

/** Whether a stream that asked for these is told of such. Whatever kind of stream it is, their names end alike. */
export const asksFor = (requested: readonly string[] | undefined, type: SignalType): boolean =>
  requested?.some(name => /consent[./](.+)$/.exec(name)?.[1] === type) ?? true

/** By organization, however many receivers it has; one that may still hear within the hour is left out. */
export function tellingsOf(
  listeners: readonly Listener[],
  { withdrawnAt, now }: { readonly withdrawnAt: Date; readonly now: Date },
): readonly Telling[] {
  const owners = Map.groupBy(listeners, ({ owner: { scheme, value } }) => `${scheme} ${value}`)
  const isLate = now.getTime() - withdrawnAt.getTime() >= unreachedSeconds * 1000
  return [...owners.values()].flatMap((ofOne): readonly Telling[] => {
    const { owner, ownerName } = ofOne[0]!
    const [first] = ofOne.flatMap(({ at }) => at ?? []).sort((a, b) => a.getTime() - b.getTime())
    if (first) return [{ owner, ownerName, name: 'told', at: first }]
    return isLate ? [{ owner, ownerName, name: 'unreached' }] : []
  })
}
