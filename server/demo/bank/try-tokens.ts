import { z } from 'zod'
import { financesPath } from '../register/finances-route.ts'
import type { BankClient } from './bank-client.ts'
import type { Answer, Outcome, Visit } from './visits.ts'

interface Tools {
  readonly publicUrl: string
  readonly bank: BankClient
}

type Given = Extract<Answer, { kind: 'given' }>

const Finances = z.object({ finances: z.array(z.object({ name: z.string(), amount: z.number() })) })
const ErrorBody = z.object({ error: z.string() })

/** Spends the tokens in one way and returns what came of it. */
export const tryTokens = (answer: Given, what: 'fetch' | 'refresh', tools: Tools): Promise<Visit> =>
  what === 'fetch' ? fetchFinances(answer, tools) : refresh(answer, tools)

async function fetchFinances({ tokens }: Given, { publicUrl }: Tools): Promise<Visit> {
  const headers = { authorization: `Bearer ${tokens.accessToken}` }
  const response = await fetch(`${publicUrl}${financesPath}`, { headers })
  const body: unknown = await response.json().catch(() => ({}))
  return { outcome: toOutcome(body) }
}

function toOutcome(body: unknown): Outcome {
  const fetched = Finances.safeParse(body)
  if (fetched.success) return { kind: 'fetched', rows: fetched.data.finances }
  const refused = ErrorBody.safeParse(body)
  return { kind: 'refused', at: 'fetch', error: refused.success ? refused.data.error : 'unreachable' }
}

async function refresh(answer: Given, { bank }: Tools): Promise<Visit> {
  if (!answer.tokens.refreshToken) {
    return { outcome: { kind: 'refused', at: 'refresh', error: 'no_refresh_token' } }
  }
  const tokens = await bank.refresh(answer.tokens.refreshToken)
  if ('error' in tokens) return { outcome: { kind: 'refused', at: 'refresh', error: tokens.error } }
  return { answer: { ...answer, tokens }, outcome: { kind: 'refreshed' } }
}
