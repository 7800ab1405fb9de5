import type { NumberedEvent } from '../../domain/event.ts'
import type {
  AuthorizationGrant,
  FormerValidity,
  GrantStatus,
} from '../../domain/grants/authorization-grant.ts'
import type { PartyId } from '../../domain/ids.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import type { Processor } from '../../domain/registry/processors.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Language } from '../../domain/text/text.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { RequestDialect } from '../../ports/requests/request-dialect.ts'
import { writerOf } from '../authority.ts'
import { describeGiven } from '../describe-given.ts'
import { purposeRead } from '../purpose-read.ts'
import { describeIdentity } from '../scopes.ts'
import { shownKnownAs, showParty } from '../shown-party.ts'

interface Tools {
  readonly renderer: PageRenderer
  readonly registry: Pick<RegistryStore, 'findResource' | 'detailTypes'>
  readonly requestDialects: ReadonlyMap<string, RequestDialect>
}

/** What a receipt is about. */
export interface Recorded {
  readonly grant: AuthorizationGrant
  readonly status: GrantStatus
  readonly purpose: Purpose | undefined
  readonly privacy: PrivacyInformation
  /** Who may act for the one it was given to. */
  readonly processors: readonly Processor[]
  /** Everybody whom the grant or one of its events names. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  readonly decision: Decision | undefined
  readonly events: readonly NumberedEvent[]
  /** How long it was to last before each of its changes. */
  readonly former: readonly FormerValidity[]
}

/** One giving out of a receipt. */
export interface Issue {
  /** Of this receipt alone. */
  readonly receiptId: string
  readonly language: Language
  readonly issuer: string
  readonly at: Date
}

export type Written = Awaited<ReturnType<typeof writeReceipt>>

/** All that a receipt says, in the reader's language. */
export async function writeReceipt(tools: Tools, shown: Recorded, issue: Issue) {
  const { grant, purpose, parties } = shown
  const { language } = issue
  const given = { given: grant, purpose }
  const text = (key: string, values?: Readonly<Record<string, string>>) =>
    writerOf(tools.renderer, purpose).text(key, language, values)
  return {
    ...issue,
    shown,
    words: {
      href: `/consents/${grant.id}`,
      asker: showParty(parties, grant.grantedTo),
      knownAs: shownKnownAs(grant),
      handler: grant.handledBy && showParty(parties, grant.handledBy),
      purpose: await purposeRead(tools, given, language),
      scopes: await describeGiven(tools, given, language),
      identity: describeIdentity(tools, grant.scopes, language),
    },
    /** Any text, of a consent or a power of attorney. */
    text,
    /** Texts below `consent-receipt.`. */
    own: (key: string, values?: Readonly<Record<string, string>>) => text(`consent-receipt.${key}`, values),
  }
}
