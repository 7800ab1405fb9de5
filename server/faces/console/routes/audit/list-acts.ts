import { operationNames } from '../../../../domain/operators/operations.ts'
import type { OperatorAct } from '../../../../domain/operators/operator-act.ts'
import { dateAndSecond } from '../../../../wording/dates.ts'
import type { Language } from '../../../../domain/text/text.ts'
import { ActQuery, toFilter } from '../../audit/act-query.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed } from '../../page/queries.ts'
import { exportPath } from './export-acts.ts'

const path = '/console/audit'
const pageSize = 50

/** What operators did, newest first, and a form to look for some of it. */
export const listActs = (tools: ConsoleWork) =>
  consolePage(tools, {
    path,
    query: ActQuery,
    duty: 'audit.read',
    section: 'audit',
    handle: async ({ query, language }, operator) => {
      const page = { limit: pageSize, after: query.after }
      const { items, next } = await tools.desk.listActs({ operator, filter: toFilter(query), page })
      const { after: _, ...looked } = query
      return {
        view: 'console/audit',
        model: {
          looked,
          operations: operationNames,
          acts: items.map(act => shown(act, language)),
          next: next && addressed(path, { ...looked, after: next }),
          exported: addressed(exportPath, looked),
        },
        // A search that comes when the login is over leads to the provider.
        formsLeadOut: true,
      }
    },
  })

const shown = ({ at, before, after, ...act }: OperatorAct, language: Language) => ({
  ...act,
  at: dateAndSecond(at, language),
  before: asText(before),
  after: asText(after),
})

const asText = (state: unknown): string | undefined =>
  state === undefined ? undefined : JSON.stringify(state, undefined, 2)
