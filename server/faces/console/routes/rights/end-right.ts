import { z } from 'zod'
import type { RightId } from '../../../../domain/rights/party-right.ts'
import type { PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleAct } from '../../page/console-act.ts'
import { rightsPath } from '../../rights/paths.ts'

const OfRight = z.object({ id: z.uuid().transform(id => id as RightId) })

/** Ends a right at once, for a reason. */
export const endRight = (tools: ConsoleWork): readonly PageRoute[] =>
  consoleAct(tools, {
    path: `${rightsPath}/:id/end`,
    params: OfRight,
    duty: 'right.end',
    section: 'rights',
    words: 'end-right',
    back: () => rightsPath,
    run: async ({ operator, reason, traceId }, { id }) => {
      await tools.desk.endRight({ operator, reason, traceId, id })
    },
  })
