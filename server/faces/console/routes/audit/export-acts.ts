import { Problem } from '../../../../domain/problem.ts'
import type { OperatorAct } from '../../../../domain/operators/operator-act.ts'
import type { Operator } from '../../../../domain/operators/operator.ts'
import type { OperatorActFilter } from '../../../../ports/operators/operator-acts.ts'
import { toldAct } from '../../../../wording/told-act.ts'
import { ActQuery, toFilter } from '../../audit/act-query.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'

export const exportPath = '/console/audit/acts.ndjson'

const atOnce = 100

/** More are had a while at a time. */
const mostActs = 10_000

/** What is looked for as a file, one act a line, newest first. */
export const exportActs = (tools: ConsoleWork) =>
  consolePage(tools, {
    path: exportPath,
    query: ActQuery,
    duty: 'audit.read',
    section: 'audit',
    handle: async ({ query }, operator) => {
      const acts = await allActs(tools, operator, toFilter(query))
      const text = acts.map(act => `${JSON.stringify(toldAct(act))}\n`).join('')
      return {
        download: {
          bytes: Buffer.from(text),
          mediaType: 'application/x-ndjson',
          fileName: 'acts.ndjson',
        },
      }
    },
  })

async function allActs(
  { desk }: Pick<ConsoleWork, 'desk'>,
  operator: Operator,
  filter: OperatorActFilter,
): Promise<readonly OperatorAct[]> {
  const acts: OperatorAct[] = []
  let after: string | undefined
  do {
    const page = await desk.listActs({ operator, filter, page: { limit: atOnce, after } })
    acts.push(...page.items)
    after = page.next
  } while (after !== undefined && acts.length < mostActs)
  if (after === undefined) return acts
  throw new Problem('request.too-large', `There are more than ${mostActs} acts; choose a shorter time`)
}
