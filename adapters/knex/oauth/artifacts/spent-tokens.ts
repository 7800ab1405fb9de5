import { Problem } from '../../../../server/domain/problem.ts'
import { endFamily, type FamilyTools } from './end-family.ts'
import type { TokenPlace } from './token-value.ts'

/** How long, in milliseconds, a client may repeat a refresh whose answer it lost without ending its family. */
const grace = 10_000

const takeStatement = `update artifact set consumed_at = $3 where bucket = $1 and hash = $2 and consumed_at is null`

const successorStatement = `select 1 from artifact a join artifact s
    on s.bucket = (a.payload->'successor'->>'bucket')::int
   and s.hash = decode(a.payload->'successor'->>'hash', 'hex') and s.consumed_at is null
  where a.bucket = $1 and a.hash = $2 and a.consumed_at > $3`

/** Uses it up. `false` when it was used up before. */
export const take = async (
  { bucket, hash }: TokenPlace,
  { connection, clock }: Pick<FamilyTools, 'connection' | 'clock'>,
): Promise<boolean> => (await connection().write(takeStatement, [bucket, hash, clock.now()])).count === 1

/** Uses it up. Throws as `refuseSpent` when it was used up before. */
export async function spend(place: TokenPlace, tools: FamilyTools): Promise<void> {
  if (!(await take(place, tools))) await refuseSpent(place, tools)
}

/** Throws `authorization-grant.not-active` for one that was used up before, and ends its family unless it is only repeated. */
export async function refuseSpent(place: TokenPlace, tools: FamilyTools): Promise<never> {
  if (!(await isRepeated(place, tools))) await endFamily(place, tools)
  throw new Problem('authorization-grant.not-active', 'It was used already')
}

/** Whether a client uses a refresh token again because it lost the answer: the next one was not used yet. */
export async function isRepeated(
  { kind, bucket, hash }: TokenPlace,
  { connection, clock }: Pick<FamilyTools, 'connection' | 'clock'>,
): Promise<boolean> {
  if (kind !== 'RefreshToken') return false
  const since = new Date(clock.now().getTime() - grace)
  return (await connection().read(successorStatement, [bucket, hash, since])).length > 0
}
