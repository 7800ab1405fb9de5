import type { AuthorizationGrant } from '../../../domain/authorization-grant.ts'
import type { NumberedEvent } from '../../../domain/event.ts'
import { sameParty } from '../../../domain/party.ts'
import { plainText } from '../../../domain/plain-text.ts'
import type { Language } from '../../../domain/text.ts'
import type { ShownGrant } from '../../../usecases/show-grant.ts'
import type { FaceTools } from '../../face-module.ts'
import { dateAndTime } from '../wording/dates.ts'
import { showParty } from '../wording/parties.ts'
import { describeIdentity, describeScopes } from '../wording/scopes.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'parties'>

/** All that a person may know of a consent she gave. */
export async function grantPage(tools: Tools, shown: ShownGrant, language: Language) {
  const { grant, status, purpose, decision, uses, events } = shown
  const when = (at: Date) => dateAndTime(at, language)
  const text = (key: string) => tools.renderer.text(key, language)
  return {
    href: `/consents/${grant.id}`,
    asker: await showParty(tools.parties, shown.parties, grant.grantedTo),
    handler: grant.handledBy && (await showParty(tools.parties, shown.parties, grant.handledBy)),
    purpose: purpose && { name: purpose.name[language], description: purpose.description[language] },
    scopes: await describeScopes(tools, grant.scopes, language),
    identity: describeIdentity(tools, grant.scopes, language),
    status: { name: status, text: text(`status.${status}`) },
    active: status === 'active',
    singleUse: grant.singleUse,
    given: when(grant.createdAt),
    to: when(grant.validity.to),
    over: 'at' in grant.state ? when(grant.state.at) : undefined,
    read: decision && { text: decision.shown.text, language: decision.language },
    uses: uses.map(use => ({ at: when(use.at), what: plainText(use.what, 300) })),
    history: events
      .filter(({ type }) => type !== 'used')
      .map(event => ({ at: when(event.at), what: text(eventKey(event, grant)) })),
  }
}

/** Who took a consent back is worth telling apart; the rest says itself. */
function eventKey({ type, by }: NumberedEvent, grant: AuthorizationGrant): string {
  if (type !== 'revoked') return `event.${type}`
  if (by === undefined) return 'event.revoked-by-operator'
  return sameParty(by, grant.grantedBy) ? 'event.revoked-by-you' : 'event.revoked-by-asker'
}
