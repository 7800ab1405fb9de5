import assert from 'node:assert/strict'
import { sha256 } from '../../../../adapters/crypto/sha256.ts'
import { Problem } from '../../../../server/domain/problem.ts'
import { errorCodes } from '../../../../server/faces/maskinporten/wire/error-codes.ts'
import { tokenErrors } from '../../../../server/faces/maskinporten/wire/problems.ts'
import { refuse } from '../../../../server/faces/maskinporten/wire/refusals.ts'
import type { Refused } from '../../../../server/http/api/refusals.ts'

const issuer = 'https://consent.example/maskinporten/'

describe('the errors of the token service', () => {
  const answerTo = (refused: Refused, traceId = '01a1fb89-e257-7115-8c6c-05815439976e') => {
    const request = { traceId, network: '', method: 'POST', path: '/maskinporten/token', headers: {} }
    const reply = tokenErrors({ issuer, digest: sha256 })(refused, request)
    return { ...reply, body: reply.body as Readonly<Record<string, string>> }
  }

  it('name the trace by 32 digits, whatever the caller called its request', () => {
    const { error_description: given } = answerTo(refuse('assertion.malformed', 'Why')).body
    assert.equal(given, 'Why (trace_id: 01a1fb89e25771158c6c05815439976e)')
    const { error_description: made } = answerTo(refuse('assertion.malformed', 'Why'), 'my-own-name').body
    assert.match(made!, /^Why \(trace_id: [0-9a-f]{32}\)$/)
  })

  it('say that doubt passes, and nothing of what went wrong inside', () => {
    const doubt = answerTo(new Problem('storage.unavailable', 'Why'))
    assert.deepEqual([doubt.status, doubt.body.error], [503, 'temporarily_unavailable'])
    assert.equal(doubt.headers?.['Retry-After'], '1')
    const fault = answerTo(new Problem('internal', 'Why'))
    assert.deepEqual([fault.status, fault.body.error], [500, 'server_error'])
    assert.doesNotMatch(fault.body.error_description!, /Why/)
  })

  it('point at explanations that exist', () => {
    const codes = ['assertion.replayed', 'token-scope.not-granted', 'authorization-details.unusable'] as const
    for (const code of codes) {
      const name = answerTo(refuse(code, 'Why')).body.error_uri!.replace(`${issuer}errors/`, '')
      assert.ok(Object.keys(errorCodes).includes(name), name)
    }
  })
})
