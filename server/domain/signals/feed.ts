import type { PartyId } from '../ids.ts'

/** Whose feed: an organization's, with every consent that it asked for or carries out, or an API's, with those for it. */
export type FeedOf =
  | { readonly kind: 'party'; readonly party: PartyId }
  | { readonly kind: 'api'; readonly audience: string }

/** What the feed is called where its places are kept. */
export const feedName = (of: FeedOf): string =>
  of.kind === 'party' ? `party:${of.party}` : `api:${of.audience}`
