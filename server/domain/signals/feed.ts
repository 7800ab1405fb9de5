import type { PartyId } from '../ids.ts'

/** Whose feed: an organization's, with every consent that it asked for or carries out, or an API's, with those for it. */
export type FeedOf =
  | { readonly kind: 'party'; readonly party: PartyId }
  | { readonly kind: 'api'; readonly audience: string }

/** What the feed is called where its places are kept. */
export const feedName = (of: FeedOf): string =>
  of.kind === 'party' ? `party:${of.party}` : `api:${of.audience}`

/** The feed of a name that `feedName` gave. */
export function feedNamed(name: string): FeedOf {
  const [, kind, of = ''] = /^(party|api):(.*)$/s.exec(name) ?? []
  return kind === 'party' ? { kind, party: of as PartyId } : { kind: 'api', audience: of }
}
