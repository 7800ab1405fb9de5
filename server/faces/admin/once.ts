import type { Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { ApiReply, DescribedHeader } from '../../http/api/api.ts'
import type { AdminTools } from './admin-tools.ts'
import { face } from './names.ts'
import { orProposed } from './wire/proposal-document.ts'

/** For the descriptions of routes that create. */
export const idempotencyKey: Readonly<Record<string, DescribedHeader>> = {
  'Idempotency-Key': {
    description: 'Repeated with the same key within a day, the request is answered as the first time',
  },
}

interface Once {
  readonly caller: Operator
  readonly headers: Readonly<Record<string, string | undefined>>
  /** What was sent, and where: another of either is another request. */
  readonly sent: readonly [operation: string, body: unknown]
  readonly write: () => Promise<ApiReply>
}

/** Answers a request with an `Idempotency-Key` once. The answer is kept sealed, and with it the secret that it may hold. */
export const once = (
  { core, ids }: Pick<AdminTools, 'core' | 'ids'>,
  { caller, headers, sent: [operation, body], write }: Once,
): Promise<ApiReply> =>
  core.answerOnce({
    key: keyOf(caller, headers['idempotency-key']),
    members: { body: ids.derivedUuid(face, operation, JSON.stringify(body)) },
    prepare: async () => undefined,
    write: () => orProposed(write),
  })

function keyOf({ id }: Operator, key: string | undefined) {
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('request.malformed', 'An Idempotency-Key is 1 to 255 visible characters')
  }
  return { face, caller: id, key }
}
