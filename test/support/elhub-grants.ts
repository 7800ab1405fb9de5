import assert from 'node:assert/strict'
import { answerOf, type ElhubAnswer, type ElhubWorld, goodRequest, grants } from './elhub-world.ts'

interface Given {
  readonly request: string
  readonly grant: string
}

/** Asks and says yes: the ids of the request and the grant. */
export async function give(world: ElhubWorld, body: unknown = goodRequest(), person = 'p1'): Promise<Given> {
  const request = await world.put(body)
  const { text, status, body: answer } = await world.patch(request, answerOf(request, 'Accepted'), person)
  assert.equal(status, 200, text)
  return { request, grant: answer.data.relationships.authorizationGrant.data.id }
}

/** Uses a grant up, as the internal system unless somebody else is named. */
export const consume = (
  world: ElhubWorld,
  id: string,
  { status = 'Exhausted', token = 'sys' } = {},
): Promise<ElhubAnswer> =>
  world.call('PATCH', `${grants}/${id}`, {
    token,
    body: { data: { id, type: 'AuthorizationGrant', attributes: { status } } },
  })
