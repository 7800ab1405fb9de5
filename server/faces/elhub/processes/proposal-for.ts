import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { refuse } from '../wire/refusals.ts'
import { osloDate } from '../wire/time.ts'
import type { BusinessProcess, Objection, Proposal, Wish } from './business-process.ts'

interface Judging {
  readonly wish: Wish
  readonly validate: BusinessProcess['validateRequest']
}

/** What can be put to the customer. Throws in the words of the wire when the rules of the process object. */
export async function proposalFor(
  {
    market,
    settings,
    clock,
    tellOperator,
  }: Pick<ElhubTools, 'clock' | 'market' | 'settings' | 'tellOperator'>,
  { trace, clientId }: Pick<Caller, 'trace' | 'clientId'>,
  { wish, validate }: Judging,
): Promise<Proposal> {
  const verdict = await validate(wish, { market, settings, today: osloDate(clock.now()), trace })
  if ('proposal' in verdict) return verdict.proposal
  const { code } = verdict.objection
  tellOperator('authorization_business_validation_error', { clientId, reason: code })
  throw toProblem(verdict.objection)
}

const toProblem = ({ kind, code, detail }: Objection) =>
  kind === 'not-found' ? refuse('not-found', { detail, code }) : refuse('against-the-rules', { detail, code })
