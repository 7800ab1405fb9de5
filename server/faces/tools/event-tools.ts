import type { FeedWatch } from '../../ports/ledger/feeds.ts'
import type { MessageCode } from '../../ports/message-code.ts'
import type { Signals } from '../../usecases/index.ts'

/** What happens to consents, for those who are told. */
export interface EventTools {
  readonly feedWatch: FeedWatch
  readonly signals: Signals
  readonly messageCode: MessageCode
  /** Whether anything is ever sent to an address that a receiver chose, as far as the address itself tells. */
  readonly maySendTo: (address: string) => boolean
}
