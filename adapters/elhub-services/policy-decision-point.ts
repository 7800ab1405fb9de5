import type {
  CallerEvidence,
  CallerResolver,
  CallerVerdict,
} from '../../server/ports/market/caller-resolver.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'
import { PolicyAnswer } from './policy-answer.ts'
import { readVerdict } from './read-verdict.ts'

/** Asks a policy decision point once for each call. */
export const policyDecisionPoint = (base: string): CallerResolver => ({
  async resolve(evidence): Promise<CallerVerdict> {
    const reply = await ask({
      url: `${base}/v1/data/v3/token/authinfo`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(toQuestion(evidence)),
    }).catch(() => undefined)
    const isAnswered = reply !== undefined && reply.status >= 200 && reply.status < 300
    const answer = isAnswered ? jsonOf(PolicyAnswer, reply.text) : undefined
    return answer ? readVerdict(answer) : { kind: 'unavailable' }
  },
})

/** What is absent is left out by the writing as JSON. */
const toQuestion = ({
  token,
  traceId,
  senderGln,
  onBehalfOfGln,
  onBehalfOfOrganization,
}: CallerEvidence) => ({
  input: {
    token,
    ElhubTraceId: traceId,
    payload: {
      SenderGLN: senderGln,
      OnBehalfOfGLN: onBehalfOfGln,
      OnBehalfOfOrganisationId: onBehalfOfOrganization,
    },
  },
})
