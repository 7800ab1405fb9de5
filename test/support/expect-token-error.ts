import assert from 'node:assert/strict'
import type { Answer } from './send.ts'

/** A refusal with status 400, this `error`, a text with a trace and, when there is a code, where that is explained. */
export function expectTokenError({ status, json, text }: Answer, error: string, code?: string): void {
  assert.deepEqual([status, json.error], [400, error], text)
  assert.match(String(json.error_description), /\(trace_id: [0-9a-f]{32}\)$/)
  assert.equal(json.access_token, undefined)
  if (code) assert.ok(String(json.error_uri).endsWith(`/errors/${code}`), text)
}
