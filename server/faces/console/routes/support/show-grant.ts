import type { NumberedEvent } from '../../../../domain/event.ts'
import type { GrantUse } from '../../../../domain/grants/grant-use.ts'
import { mayDo } from '../../../../domain/operators/operator.ts'
import type { Language } from '../../../../domain/text/text.ts'
import { dateAndSecond, dateAndTime } from '../../../../wording/dates.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { lookedAt } from '../../page/looked-at.ts'
import { OfGrant } from '../../support/ids.ts'
import {
  type Named,
  shownAct,
  shownDecision,
  shownDocument,
  shownParty,
  shownPurpose,
} from '../../support/shown.ts'
import { requestPath } from '../../support/paths.ts'

/** One consent with the text as it was read, its uses, and what happened to it. */
export const showGrant = (tools: ConsoleWork) =>
  lookedAt(tools, {
    path: '/console/grants/:id',
    params: OfGrant,
    duty: 'grant.read',
    read: (looking, { id }) => tools.desk.readGrant({ ...looking, id }),
    show: ({ grant, status, decision, uses, events, document, acts, parties }, { language }, operator) => ({
      view: 'console/grant',
      model: {
        id: grant.id,
        status,
        isOver: status !== 'active' && status !== 'not-yet-valid',
        mayRevoke: mayDo(operator, 'grant.revoke'),
        mayFetchEvidence: mayDo(operator, 'evidence.read'),
        asker: shownParty(parties, grant.grantedTo),
        about: shownParty(parties, grant.grantedFor),
        giver: shownParty(parties, grant.grantedBy),
        purpose: shownPurpose(grant),
        face: grant.face,
        client: grant.clientId,
        scopes: grant.scopes.map(({ permission, resourceId }) => `${permission} ${resourceId}`),
        from: dateAndTime(grant.validity.from, language),
        to: dateAndTime(grant.validity.to, language),
        request: grant.requestId && requestPath(grant.requestId),
        decision: decision && shownDecision(decision, parties, language),
        uses: uses.map(use => shownUse(use, language)),
        events: events.map(event => shownEvent(event, parties, language)),
        document: document && shownDocument(document, language),
        acts: acts.map(act => shownAct(act, language)),
      },
    }),
  })

const shownUse = ({ at, clientId, what, audience, isGone }: GrantUse, language: Language) => ({
  at: dateAndSecond(at, language),
  client: clientId,
  what: isGone ? undefined : what,
  audience,
})

const shownEvent = ({ at, type, sequence, by }: NumberedEvent, named: Named, language: Language) => ({
  at: dateAndSecond(at, language),
  type,
  sequence,
  by: by && shownParty(named, by).name,
})
