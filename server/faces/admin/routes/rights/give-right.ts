import type { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { idempotencyKey, once } from '../../once.ts'
import { operatorRoute } from '../../operator-route.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import {
  exampleRight,
  exampleShownRight,
  RightBody,
  RightDocument,
  rightDocument,
} from '../../wire/right-documents.ts'

export const giveRight = (tools: Pick<AdminTools, 'desk' | 'core' | 'ids' | 'clock'>) =>
  operatorRoute<unknown, unknown, z.infer<typeof RightBody>>({
    operation: 'right.give',
    method: 'post',
    path: '/rights',
    operationId: 'giveRight',
    summary: 'Register that one party may act for another; another statement about the same takes its place',
    headers: { ...idempotencyKey, ...reasonHeader },
    body: RightBody,
    response: { status: 201, description: 'The right as it stands', body: RightDocument },
    refusals: ['right.malformed', 'request.repeated-differently'],
    example: { body: exampleRight, answer: exampleShownRight },
    handle: ({ caller: operator, headers, body, traceId }) =>
      once(tools, {
        caller: operator,
        headers,
        sent: ['giveRight', body],
        write: async () => {
          const given = await tools.desk.giveRight({
            operator,
            right: body,
            reason: reasonIn(headers),
            traceId,
          })
          return { status: 201, body: rightDocument(given, new Map(), tools.clock.now()) }
        },
      }),
  })
