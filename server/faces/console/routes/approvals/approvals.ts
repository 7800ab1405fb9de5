import { z } from 'zod'
import type { Proposal, ProposalId, ProposalStatus } from '../../../../domain/operators/proposal.ts'
import type { Language } from '../../../../domain/text/text.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import { dateAndTime } from '../../../../wording/dates.ts'
import { clientPath } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleAct } from '../../page/console-act.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed, Cursor } from '../../page/queries.ts'

const path = '/console/approvals'
const pageSize = 25

const OfProposal = z.object({ id: z.uuid().transform(id => id as ProposalId) })

const Query = z.object({ undecided: z.enum(['yes', 'no']).default('yes'), after: Cursor })

const common = {
  params: OfProposal,
  duty: 'client.write',
  section: 'approvals',
  back: () => path,
} as const

/** What operators want done that another one must want, too. */
export const approvals = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path,
    query: Query,
    duty: 'client.write',
    section: 'approvals',
    handle: async ({ query: { undecided, after }, language }, operator) => {
      const page = { limit: pageSize, after }
      const list = { operator, undecided: undecided === 'yes', page }
      const { items, next } = await tools.desk.listProposals(list)
      return {
        view: 'console/approvals',
        model: {
          undecided,
          proposals: items.map(({ proposal, status }) => shown(proposal, status, language)),
          next: next && addressed(path, { undecided, after: next }),
        },
      }
    },
  }),
  ...consoleAct(tools, {
    ...common,
    path: `${path}/:id/approve`,
    words: 'approve',
    run: async ({ operator, reason, traceId }, { id }) => {
      const { answer } = await tools.desk.approveProposal({
        operator,
        traceId,
        id,
        reason: reason || undefined,
      })
      return secretIn(answer)
    },
  }),
  ...consoleAct(tools, {
    ...common,
    path: `${path}/:id/refuse`,
    words: 'refuse',
    run: async ({ operator, reason, traceId }, { id }) => {
      await tools.desk.refuseProposal({ operator, traceId, id, reason: reason || undefined })
      return undefined
    },
  }),
]

/** A secret that was made with it is shown this once. */
function secretIn(answer: unknown): PageReply | undefined {
  if (answer === null || typeof answer !== 'object') return undefined
  if (!('secret' in answer) || typeof answer.secret !== 'string') return undefined
  const { client, secret } = answer as { readonly client: { readonly id: string }; readonly secret: string }
  return { view: 'console/client-secret', model: { id: client.id, secret, here: clientPath(client.id) } }
}

const shown = (proposal: Proposal, status: ProposalStatus, language: Language) => {
  const { id, operation, target, by, reason, at, expiresAt, command, decision } = proposal
  return {
    id,
    operation,
    status,
    target: `${target.kind} ${target.id}`,
    by: by.name,
    reason,
    at: dateAndTime(at, language),
    expires: dateAndTime(expiresAt, language),
    command: command && JSON.stringify(command, undefined, 2),
    decision: decision && { by: decision.by.name, at: dateAndTime(decision.at, language) },
  }
}
