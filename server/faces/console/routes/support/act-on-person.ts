import type { PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleAct } from '../../page/console-act.ts'
import { OfGrant, OfParty } from '../../support/ids.ts'
import { grantPath, partyPath } from '../../support/paths.ts'

/** What support does for somebody, or to her consents: each asks why, and she can read it. */
export const actOnPerson = (tools: ConsoleWork): readonly PageRoute[] => [
  ...consoleAct(tools, {
    path: '/console/grants/:id/revoke',
    params: OfGrant,
    duty: 'grant.revoke',
    section: 'support',
    words: 'revoke',
    back: ({ id }) => grantPath(id),
    run: async ({ operator, reason, traceId }, { id }) => {
      await tools.desk.revokeGrant({ operator, reason, traceId, id })
    },
  }),
  ...consoleAct(tools, {
    path: '/console/parties/:id/log-out',
    params: OfParty,
    duty: 'session.end',
    section: 'support',
    words: 'log-out',
    back: ({ id }) => partyPath(id),
    run: async ({ operator, reason, traceId }, { id }) => {
      await tools.desk.endSession({ operator, reason, traceId, party: id })
    },
  }),
  ...consoleAct(tools, {
    path: '/console/parties/:id/erase',
    params: OfParty,
    duty: 'person.erase',
    section: 'support',
    words: 'erase',
    back: ({ id }) => partyPath(id),
    run: async ({ operator, reason, traceId }, { id }) => {
      const { kept, activeGrants } = await tools.desk.erasePerson({ operator, reason, traceId, id })
      return { view: 'console/erased', model: { kept, activeGrants } }
    },
  }),
]
