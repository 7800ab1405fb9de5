import { z } from 'zod'
import { signingAlgorithms } from '../../../../domain/registry/signing-algorithm.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { idempotencyKey, once } from '../../once.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleKey, KeyDocument, keyDocument } from '../../wire/key-document.ts'
import { Reason } from '../../wire/reason.ts'

const Rotation = z.strictObject({
  alg: z.enum(signingAlgorithms).default('ES256').describe('What it takes over'),
  reason: Reason.optional(),
})

export const rotateKey = (tools: Pick<AdminTools, 'desk' | 'core' | 'ids'>) =>
  operatorRoute<unknown, unknown, z.infer<typeof Rotation>>({
    operation: 'key.rotate',
    method: 'post',
    path: '/keys',
    operationId: 'rotateKey',
    summary:
      'Publish a new signing key, which takes over from those of its algorithm once everybody can know it',
    headers: idempotencyKey,
    body: Rotation,
    response: { status: 201, description: 'The new key', body: KeyDocument },
    refusals: ['request.repeated-differently'],
    example: { body: { alg: 'ES256', reason: 'Every quarter' }, answer: exampleKey },
    handle: ({ caller: operator, headers, body, traceId }) =>
      once(tools, {
        caller: operator,
        headers,
        sent: ['rotateKey', body],
        write: async () => {
          const key = await tools.desk.rotateKey({ operator, ...body, traceId })
          return { status: 201, body: keyDocument(key) }
        },
      }),
  })
