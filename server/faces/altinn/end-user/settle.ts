import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import { consentStandingAt, hindrancesAt } from '../../../domain/grants/standing.ts'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { Problem, type ProblemCode, type ProblemKind } from '../../../domain/problem.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { type Status, statusOf } from '../documents.ts'
import { refusal, type RefusalCode, refused } from '../wire/refusal.ts'
import { type AskedConsent, mustFindConsent } from './find-consent.ts'

/** What an answer comes to by the status that the consent has: it is `done` already, it can be given, or it is refused. */
type Verdicts = Readonly<Record<Status, 'done' | 'give' | RefusalCode>>

interface Answer {
  readonly verdicts: Verdicts
  /** Throws when the consent may not be answered so at all, whatever its status. */
  readonly check?: (consent: AskedConsent) => void
  readonly give: (consent: AskedConsent) => Promise<Settled>
}

/** What an answer changed. */
export interface Settled {
  readonly request?: ConsentRequest
  readonly grant?: AuthorizationGrant
}

/** Somebody else changed the consent between our reading and our answering: what it says now is to be read again. */
const overtaken: readonly ProblemCode[] = [
  'consent-request.already-decided',
  'consent-request.withdrawn',
  'authorization-grant.not-active',
]

/** More often than an answer can be overtaken: every status changes at most twice. */
const attempts = 4

/** Gives an answer, or finds that it was given; of two at once exactly one changes anything. */
export async function settle(
  tools: Pick<AltinnTools, 'core' | 'clock'>,
  first: AskedConsent,
  answer: Answer,
): Promise<AskedConsent> {
  let consent = first
  for (let attempt = 0; attempt < attempts; attempt++) {
    answer.check?.(consent)
    const verdict = answer.verdicts[statusOf(consent)]
    if (verdict === 'done') return consent
    if (verdict !== 'give') throw refusal([refused(verdict)])
    const settled = await answer.give(consent).catch(unlessOvertaken)
    if (settled) return answered(consent, settled, tools.clock.now())
    consent = await mustFindConsent(tools, consent.id)
  }
  throw new Problem('storage.unavailable', 'The consent is changing too fast; try again')
}

function answered(consent: AskedConsent, settled: Settled, now: Date): AskedConsent {
  const { request, grant, validTo } = { ...consent, ...settled }
  const standing = consentStandingAt({ request, grant }, now)
  const hindrances = hindrancesAt({ standing, validTo }, now)
  return { ...consent, request, grant, standing, hindrances, consentedAt: grant?.createdAt }
}

const mayNot: readonly ProblemKind[] = ['forbidden', 'unprocessable']

function unlessOvertaken(error: unknown): undefined {
  if (error instanceof Problem && overtaken.includes(error.code)) return undefined
  if (error instanceof Problem && mayNot.includes(error.kind)) throw refusal([refused('AM-00000')])
  throw error
}
