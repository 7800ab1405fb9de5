import type { IncomingMessage } from 'node:http'
import type { Middleware } from 'koa'
import { z } from 'zod'
import { readBytes, toJson } from '../../http/body.ts'
import type { consentTokenVerifier } from './verify-consent-token.ts'

/** Where the sample data source answers. */
export const incomePath = '/demo/data-source/income'

/** What its tokens must hold; the demo has no scope of the data source's own. */
const scope = 'altinn:consentrequests.read'

const Question = z.strictObject({ person: z.string(), incomeYear: z.string().regex(/^[0-9]{4}$/) })

const mostBytes = 1000

/** `POST {person, incomeYear}` with a consent token: made-up income of that person, for a year that the consent names. */
export const incomeRoute =
  (verify: ReturnType<typeof consentTokenVerifier>): Middleware =>
  async (context, next) => {
    if (context.path !== incomePath || context.method !== 'POST') return next()
    context.set('Cache-Control', 'no-store')
    const question = Question.safeParse(await readJson(context.req)).data
    const token = /^Bearer ([\w.-]+)$/i.exec(context.get('authorization'))?.[1] ?? ''
    const subject = question?.person ?? ''
    const asked = { subject, scope, resource: 'ttd_inntektsopplysninger', action: 'consent' }
    const right = question && (await verify(token, asked))
    if (!question || !right || yearIn(right.metadata) !== question.incomeYear) {
      context.status = 403
      context.body = { error: 'The consent token does not give this' }
      return
    }
    context.body = { incomeYear: question.incomeYear, income: madeUpIncome(question.incomeYear) }
  }

/** Keys are spelled as the asker spelled them. */
const yearIn = (metadata: Readonly<Record<string, string>> = {}): string | undefined =>
  Object.entries(metadata).find(([key]) => key.toLowerCase() === 'inntektsaar')?.[1]

/** Whole kroner. */
const madeUpIncome = (year: string): number => 480_000 + (Number(year) % 100) * 5_200

const readJson = (request: IncomingMessage): Promise<unknown> =>
  readBytes(request, mostBytes)
    .then(toJson)
    .catch(() => undefined)
