import { z } from 'zod'
import type { Authorization } from './authorization.ts'
import { ask, type Question } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'

const Errors = z.object({
  errors: z.array(z.object({ status: z.coerce.string().optional(), code: z.string().nullish() })).min(1),
})

export interface Refused {
  /** As the body has it, whatever the status of HTTP is. */
  readonly status: string | undefined
  readonly code: string | undefined
}

interface Asked<T> extends Omit<Question, 'headers'> {
  readonly authorization?: Authorization | undefined
  readonly traceId: string
  readonly schema: z.ZodType<T>
}

/** Asks a service that speaks JSON:API. Gives its answer or its first error, and rejects for everything else. */
export async function askJsonApi<T>(
  asked: Asked<T>,
): Promise<{ readonly answer: T } | { readonly refused: Refused }> {
  const { authorization, traceId, schema, ...question } = asked
  const headers = {
    ElhubTraceId: traceId,
    ...(authorization && { authorization: await authorization.read() }),
    ...(question.body !== undefined && { 'content-type': 'application/json' }),
  }
  const { status, text } = await ask({ ...question, headers })
  const refused = jsonOf(Errors, text)?.errors[0]
  if (refused) {
    if (isUnauthenticated(refused.status) || isUnauthenticated(status)) authorization?.forget()
    return { refused: { status: refused.status, code: refused.code ?? undefined } }
  }
  if (isUnauthenticated(status)) authorization?.forget()
  const answer = status >= 200 && status < 300 ? jsonOf(schema, text) : undefined
  if (answer === undefined) {
    throw new Error(`${new URL(question.url).host} answered something else than expected (${status})`)
  }
  return { answer }
}

const isUnauthenticated = (status: string | number | undefined): boolean => String(status) === '401'

/** An answer of a service whose 404 alone means something. */
export function answerOrNotFound<T>(
  outcome: { readonly answer: T } | { readonly refused: Refused },
  service: string,
): T | 'not-found' {
  if ('answer' in outcome) return outcome.answer
  if (outcome.refused.status === '404') return 'not-found'
  throw new Error(`The service of ${service} refused with status ${outcome.refused.status}`)
}
