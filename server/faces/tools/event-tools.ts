import type { FeedWatch } from '../../ports/ledger/feeds.ts'

/** What happens to consents, for those who are told. */
export interface EventTools {
  readonly feedWatch: FeedWatch
}
