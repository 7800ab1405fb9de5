import assert from 'node:assert/strict'
import { z } from 'zod'
import { type Answered, answered } from '../../../server/http/api/answered.ts'
import { answersOf } from '../../../server/http/api/answers.ts'
import type { Api } from '../../../server/http/api/api.ts'
import { openApi } from '../../../server/http/api/openapi.ts'
import { problemJson } from '../../../server/http/api/problem-json.ts'
import { problemStatus } from '../../../server/http/problem-status.ts'
import { api, route } from '../../../server/http/api/route.ts'
import { assertDocumented } from '../../support/recorded-answers.ts'

const described = (more: Partial<Api>, one: Partial<Api['routes'][number]> = {}) => {
  const only = route({
    method: 'post',
    path: '/things/:id',
    operationId: 'postThing',
    summary: 'Post a thing',
    response: { status: 201 },
    handle: async () => ({ status: 201 }),
    ...one,
  })
  const whole = api({
    prefix: '',
    mediaType: 'application/json',
    problems: problemJson,
    authenticate: async () => undefined,
    routes: [only],
    ...more,
  })
  return { api: whole, route: only, ...answersOf(whole, only) }
}

const body = z.object({ name: z.string() })

describe('What an API says that it answers', () => {
  it('knows no 401, 403 and 429 where anybody may call', () => {
    assert.deepEqual(described({}).shared, [401, 403, 429, 500, 503])
    assert.deepEqual(described({ scheme: 'none' }).shared, [500, 503])
  })

  it('knows no 503 where nothing is asked', () => {
    assert.deepEqual(described({ scheme: 'none' }, { asksNothing: true }).shared, [500])
  })

  it('knows what can be wrong with a body where one is sent', () => {
    const json = described({ scheme: 'none' }, { body: body as never })
    assert.deepEqual([json.own, json.shared], [[400], [413, 415, 500, 503]])
    const bytes = described({ scheme: 'none' }, { body: body as never, bodyFormat: 'bytes' })
    assert.deepEqual([bytes.own, bytes.shared], [[], [413, 500, 503]])
  })

  it('knows 406 where the caller chooses how the answer comes, and one comes', () => {
    const chosen = { scheme: 'none', answerMediaType: () => 'application/json' } as const
    assert.deepEqual(described(chosen).shared, [500, 503])
    assert.deepEqual(described(chosen, { response: { status: 200, body } }).shared, [406, 500, 503])
  })

  it('takes the statuses of refusals from the table of the face, and knows no others', () => {
    const refusals = ['agreement.ended', 'its-own', 'request.too-many']
    const table = {
      own: { 'its-own': { status: 422 } },
      codes: { 'agreement.ended': { status: 404 } },
      kinds: problemStatus,
    }
    assert.deepEqual(described({ refusals: table }, { refusals }).own, [404, 422, 429])
    assert.throws(() => described({}, { refusals }), /its-own/)
  })

  it('has in its document one response for what all routes refuse alike', () => {
    const { api: whole } = described({}, { refusals: ['agreement.differs'] })
    const { paths, components } = openApi({ face: 'a-face', api: whole }) as unknown as Document
    const { 401: unknown, 409: differs } = paths['/things/{id}']!.post!.responses
    assert.deepEqual(unknown, { $ref: '#/components/responses/401' })
    assert.equal(differs?.description, 'The state does not allow it')
    assert.equal(components.responses['401']?.description, 'The caller is unknown')
  })

  it('is held against every answer that a test causes', () => {
    const { api: whole, route: only } = described({})
    assert.doesNotThrow(assertDocumented)
    answered.publish({ api: whole, route: only, status: 418 } satisfies Answered)
    assert.throws(assertDocumented, /418 - post \/things\/\{id\}/)
  })
})

interface Response {
  readonly $ref?: string
  readonly description?: string
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >
  readonly components: { readonly responses: Readonly<Record<string, Response>> }
}
