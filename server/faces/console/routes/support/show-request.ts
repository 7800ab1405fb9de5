import { dateAndSecond, dateAndTime } from '../../../../wording/dates.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { lookedAt } from '../../page/looked-at.ts'
import { OfRequest } from '../../support/ids.ts'
import { grantPath } from '../../support/paths.ts'
import { shownDecision, shownDocument, shownParty, shownPurpose } from '../../support/shown.ts'

/** One request, with its answer where there is one, and the text as it was read. */
export const showRequest = (tools: ConsoleWork) =>
  lookedAt(tools, {
    path: '/console/requests/:id',
    params: OfRequest,
    duty: 'request.read',
    read: (looking, { id }) => tools.desk.readRequest({ ...looking, id }),
    show: ({ request, status, events, document, parties }, { language }) => {
      const { state } = request
      const decision = 'decision' in state ? state.decision : undefined
      return {
        view: 'console/request',
        model: {
          id: request.id,
          status,
          ceremony: request.ceremony,
          asker: shownParty(parties, request.requestedBy),
          about: shownParty(parties, request.requestedFrom),
          asked: shownParty(parties, request.requestedTo),
          purpose: shownPurpose(request),
          face: request.face,
          client: request.clientId,
          message: request.message,
          scopes: request.scopes.map(({ permission, resourceId }) => `${permission} ${resourceId}`),
          at: dateAndTime(request.createdAt, language),
          due: dateAndTime(request.answerBy, language),
          grant: state.name === 'accepted' ? grantPath(state.grantId) : undefined,
          decision: decision && shownDecision(decision, parties, language),
          document: document && shownDocument(document, language),
          events: events.map(({ at, type, sequence, by }) => ({
            at: dateAndSecond(at, language),
            type,
            sequence,
            by: by && shownParty(parties, by).name,
          })),
        },
      }
    },
  })
