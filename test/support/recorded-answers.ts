import assert from 'node:assert/strict'
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answered } from '../../server/http/api/answered.ts'
import { openPath } from '../../server/http/api/openapi.ts'
import { answersOf } from '../../server/http/api/answers.ts'

const usual = fileURLToPath(new URL('../../node_modules/.cache/samtykke-answers', import.meta.url))

/** The folder of the answers: one that is named, for several runs, or that of the last parallel run. */
export const answersKept = (): string => process.env.SAMTYKKE_TEST_ANSWERS ?? usual

/** A parallel run begins. Unless a folder is named, what its workers record is kept, and nothing of earlier runs. */
export function keepAnswers(): void {
  if (process.env.SAMTYKKE_TEST_ANSWERS !== undefined) return
  rmSync(usual, { recursive: true, force: true })
  mkdirSync(usual, { recursive: true })
  process.env.SAMTYKKE_TEST_ANSWERS = usual
}

/** An operation of an API, as this file and the check name it: the API's name, if it has one, the method and the path. */
export const operationName = (api: string | undefined, method: string, path: string): string =>
  `${api ?? '-'} ${method} ${path}`

const seen = new Set<string>()
let undocumented: string[] = []

subscribe('samtykke:answered', message => {
  const { api, route, status } = message as Answered
  const answer = `${status} ${operationName(api.name, route.method, openPath(route.path))}`
  if (seen.has(answer)) return
  seen.add(answer)
  const { done, own, shared } = answersOf(api, route)
  if ([...done, ...own, ...shared].includes(status)) keep(answer)
  else undocumented.push(answer)
})

function keep(answer: string): void {
  const directory = process.env.SAMTYKKE_TEST_ANSWERS
  if (directory) appendFileSync(join(directory, `${process.pid}.txt`), `${answer}\n`)
}

/** Fails for the first answer of an API, in whatever test, that its description does not know. */
export function assertDocumented(): void {
  const found = undocumented
  undocumented = []
  assert.deepEqual(found, [], 'Answers that the OpenAPI documents do not know')
}
