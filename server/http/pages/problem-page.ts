import type { Context } from 'koa'
import type { Problem, ProblemCode } from '../../domain/problem.ts'
import type { Language } from '../../domain/text/text.ts'
import { problemStatus } from '../problem-status.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import { contentSecurityPolicy } from '../security-headers.ts'
import { languageLinks } from './language-links.ts'
import type { PageTools } from './page-tools.ts'
import { personHere } from './person-here.ts'

/** Codes with words of their own; the others speak by their kind. */
const wordedCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'request.forged',
  'client.suspended',
  'party.may-not-consent',
  'consent-request.not-found',
  'consent-request.not-yours',
  'consent-request.already-decided',
  'consent-request.withdrawn',
  'consent-request.expired',
  'consent-request.changed',
  'consent-request.level-too-low',
  'authorization-grant.not-found',
  'authorization-grant.not-active',
  'login.cancelled',
  'login.failed',
  'login.stale',
  'login.wrong-person',
  'interaction.not-found',
  'notice.stale',
  'evidence.altered',
])

/** Which text speaks of this problem: `problem.<that>.title` and `problem.<that>.text`. */
export const problemText = ({ code, kind }: Pick<Problem, 'code' | 'kind'>): string =>
  wordedCodes.has(code) ? code : `kind.${kind}`

/** What passes when the same is tried again. */
const passing: readonly Problem['kind'][] = ['too-many', 'unavailable', 'internal']

interface ProblemPage {
  readonly tools: Pick<PageTools, 'renderer' | 'personOf' | 'problemView'>
  readonly language: Language
  readonly cookies: Readonly<Record<string, string | undefined>>
}

/** Answers with a page that tells a person what went wrong, and nothing that came with the request. */
export async function answerWithProblem(
  ctx: Context,
  problem: Problem,
  { tools: { renderer, personOf, problemView = 'problem' }, language, cookies }: ProblemPage,
): Promise<void> {
  const passes = passing.includes(problem.kind)
  const model = {
    problem: problemText(problem),
    traceId: ctx.state.requestId,
    page: { languages: languageLinks() },
    again: passes && ctx.method === 'GET',
    // Where too much is asked already, or nothing is to be had, nobody is looked up.
    person: passes ? undefined : await personHere(personOf, cookies),
  }
  ctx.status = problemStatus[problem.kind].status
  if (ctx.status === 503) ctx.set('Retry-After', '5')
  ctx.set({ ...rateLimitFields(problem), 'Cache-Control': 'no-store' })
  ctx.set('Content-Security-Policy', contentSecurityPolicy())
  ctx.type = 'html'
  ctx.body = renderer.page(problemView, language, model)
}
