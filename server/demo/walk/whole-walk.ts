import { accept } from './steps/accept.ts'
import { askPerson } from './steps/ask-person.ts'
import { checkActive, checkInactive, checkRefreshRefused } from './steps/check-standing.ts'
import { discover } from './steps/discover.ts'
import { exchangeCode } from './steps/exchange-code.ts'
import { logIn } from './steps/log-in.ts'
import { checkFetchRefused, fetchFinances, readUserinfo } from './steps/use-token.ts'
import { lookAtConsent, withdraw } from './steps/withdraw.ts'
import type { Walk } from './walk.ts'

/** One consent from the question to the withdrawal. Throws `StepFailed` at the first thing that is not as it should be. */
export async function wholeWalk(walk: Walk): Promise<void> {
  const { step } = walk.narrator
  const endpoints = await step('The client finds the endpoints', () => discover(walk))
  const asked = await step('The client sends the person to the authorization endpoint', () =>
    askPerson(walk, endpoints),
  )
  const page = await step('The person logs in', () => logIn(walk, asked.page))
  const code = await step('The person says yes', () => accept(walk, page, asked))
  const tokens = await step('The client exchanges the code for tokens', () =>
    exchangeCode(walk, endpoints, { code, asked }),
  )
  await step('The resource server asks about the token: active', () => checkActive(walk, endpoints, tokens))
  await step('The client asks who the person is', () => readUserinfo(walk, endpoints, tokens))
  await step('The client fetches the data, which the person can see was done', () =>
    fetchFinances(walk, tokens),
  )
  const consent = await step('The person looks at my consents', () => lookAtConsent(walk))
  await step('The person withdraws the consent', () => withdraw(walk, consent))
  await step('The resource server asks again: inactive', () => checkInactive(walk, endpoints, tokens))
  await step('The refresh token is refused', () => checkRefreshRefused(walk, endpoints, tokens))
  await step('The data are refused', () => checkFetchRefused(walk, tokens))
}
