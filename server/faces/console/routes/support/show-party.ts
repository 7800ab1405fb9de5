import { mayDo } from '../../../../domain/operators/operator.ts'
import { dateAndTime } from '../../../../wording/dates.ts'
import { isUntilFurtherNotice, type RegisteredRight } from '../../../../domain/rights/party-right.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { KeptMail } from '../../../../ports/desk/desk-query.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { lookedAt } from '../../page/looked-at.ts'
import { OfParty } from '../../support/ids.ts'
import {
  type Named,
  shownAct,
  shownDocument,
  shownFoundGrant,
  shownFoundRequest,
  shownParty,
} from '../../support/shown.ts'

/** All that the desk knows of somebody on one page. */
export const showParty = (tools: ConsoleWork) =>
  lookedAt(tools, {
    path: '/console/parties/:id',
    params: OfParty,
    duty: 'party.read',
    read: (looking, { id }) => tools.desk.readParty({ ...looking, id }),
    show: ({ party, parties, requests, grants, sessions, ...page }, { language }, operator) => {
      const named = new Map([...parties, [party.id, party]])
      return {
        view: 'console/party',
        model: {
          party: { ...shownParty(named, party.id), id: party.id, kind: party.kind },
          requests: requests.items.map(one => shownFoundRequest(one, named, language)),
          grants: grants.items.map(one => shownFoundGrant(one, named, language)),
          moreRequests: requests.next !== undefined,
          moreGrants: grants.next !== undefined,
          documents: page.documents.map(one => shownDocument(one, language)),
          mails: page.mails.map(one => shownMail(one, language)),
          powers: page.powers.map(one => shownPower(one, named, language)),
          sessions: sessions.map(({ authenticatedAt, ends }) => ({
            at: dateAndTime(authenticatedAt, language),
            until: dateAndTime(ends.latest, language),
          })),
          mayErase: party.kind === 'person' && mayDo(operator, 'person.erase'),
          acts: page.acts.map(one => shownAct(one, language)),
        },
      }
    },
  })

const shownMail = ({ kind, attempts, sentAt, givenUpAt }: KeptMail, language: Language) => ({
  kind,
  attempts,
  sent: sentAt && dateAndTime(sentAt, language),
  givenUp: givenUpAt && dateAndTime(givenUpAt, language),
})

const shownPower = (
  { actor, onBehalfOf, resource, action, validity, ended }: RegisteredRight,
  named: Named,
  language: Language,
) => ({
  actor: shownParty(named, actor),
  onBehalfOf: shownParty(named, onBehalfOf),
  what: `${resource} (${action})`,
  from: dateAndTime(validity.from, language),
  to: endOf({ validity, ended }, language),
})

/** Empty for what stands until further notice. */
function endOf({ validity, ended }: Pick<RegisteredRight, 'validity' | 'ended'>, language: Language): string {
  if (ended) return dateAndTime(ended.at, language)
  return isUntilFurtherNotice(validity) ? '' : dateAndTime(validity.to, language)
}
