import { dateAndTime } from '../../../../wording/dates.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { KeptMail, KeptPower } from '../../../../ports/desk/desk-query.ts'
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
    show: ({ party, parties, requests, grants, documents, mails, powers, acts }, { language }) => {
      const named = new Map([...parties, [party.id, party]])
      return {
        view: 'console/party',
        model: {
          party: { ...shownParty(named, party.id), id: party.id, kind: party.kind },
          requests: requests.items.map(one => shownFoundRequest(one, named, language)),
          grants: grants.items.map(one => shownFoundGrant(one, named, language)),
          moreRequests: requests.next !== undefined,
          moreGrants: grants.next !== undefined,
          documents: documents.map(one => shownDocument(one, language)),
          mails: mails.map(one => shownMail(one, language)),
          powers: powers.map(one => shownPower(one, named, language)),
          acts: acts.map(one => shownAct(one, language)),
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
  { actor, onBehalfOf, resource, action, validity }: KeptPower,
  named: Named,
  language: Language,
) => ({
  actor: shownParty(named, actor),
  onBehalfOf: shownParty(named, onBehalfOf),
  what: `${resource} (${action})`,
  from: dateAndTime(validity.from, language),
  to: dateAndTime(validity.to, language),
})
