import type { ApiReply } from '../../../http/api/api.ts'
import { Problem } from '../../../domain/problem.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { face } from '../names.ts'

interface Once<Prepared> {
  readonly caller: Caller
  readonly headers: Readonly<Record<string, string | undefined>>
  /** What was sent, and where: another of either is another request. */
  readonly sent: readonly [operation: string, body: unknown]
  readonly prepare: () => Promise<Prepared>
  readonly write: (prepared: Prepared) => Promise<ApiReply>
}

/** Answers a request with an `Idempotency-Key` once: repeated within a day, the answer is the same and nothing is done. */
export const answerOnce = <Prepared>(
  { core, ids }: Pick<ElhubTools, 'core' | 'ids'>,
  { caller, headers, sent, prepare, write }: Once<Prepared>,
): Promise<ApiReply> =>
  core.answerOnce({
    key: keyOf(caller, headers['idempotency-key']),
    members: membersOf(ids, ...sent),
    prepare,
    write,
  })

/** Digests that cannot be guessed at: what is sent may hold a person's number. */
const membersOf = (
  ids: Pick<ElhubTools['ids'], 'derivedUuid'>,
  operation: string,
  body: unknown,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    leavesOf(body, []).map(([name, value]) => [
      name,
      ids.derivedUuid(face, operation, JSON.stringify(value)),
    ]),
  )

/** `data.meta.moveInDate` and its value, for all there are. */
const leavesOf = (value: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]))
    : [[path.join('.'), value]]

function keyOf({ party }: Caller, key: string | undefined) {
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('request.malformed', 'An Idempotency-Key is 1 to 255 visible characters')
  }
  return { face, caller: `${party.type}:${party.id}`, key }
}
