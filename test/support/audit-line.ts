import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { auditSchema } from '../../docs/audit-reference.ts'
import { toldOf } from './told-of.ts'

type Line = Record<string, unknown>

let isLine: ((line: Line) => boolean) & { errors?: unknown }

/** Fails unless this is a line of the trail as its schema has it, and says nothing that it must not. */
export function assertAuditLine(line: Line): void {
  isLine ??= compiled()
  assert.ok(isLine(line), `${JSON.stringify(line)} ${JSON.stringify(isLine.errors)}`)
  const told = JSON.stringify(toldOf(line))
  assert.doesNotMatch(told, /(?<![0-9a-f-])[0-9]{11}(?![0-9a-f-])|(?<![\w-])eyJ/)
  const { asked: _, ...ours } = toldOf(line)
  assert.doesNotMatch(JSON.stringify(ours), /\[token\]/, 'a name of ours was taken for a token')
}

function compiled() {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false })
  addFormats.default(ajv)
  return ajv.compile<Line>(auditSchema())
}
