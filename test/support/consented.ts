import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import type { SecretClient } from './demo-world.ts'
import { answerOf, callback, visitor } from './portal-visitor.ts'
import { send } from './send.ts'

interface Place {
  readonly publicUrl: string
  /** The client that asks. */
  readonly web: SecretClient
}

export interface Consented {
  readonly token: string
  /** Opens the page where the person takes a consent back, and gives what sends it. */
  readonly readyToWithdraw: (consentId: string) => Promise<() => Promise<unknown>>
  readonly withdraw: (consentId: string) => Promise<unknown>
  /** A page as the person sees it. */
  readonly read: (path: string) => Promise<string>
}

/** An access token with a scope of an API, under a consent that a person of the demo has just given. */
export async function consented(
  { publicUrl, web }: Place,
  scope: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Consented> {
  const person = visitor(publicUrl)
  await person.logIn(await person.open('/consents'))
  const verifier = randomPKCECodeVerifier()
  const code_challenge = await calculatePKCECodeChallenge(verifier)
  const asked = await person.ask({ scope: `openid ${scope}`, code_challenge, ...more })
  const question = asked.body.includes('name="pid"') ? await person.logIn(asked) : asked
  const { code = '' } = answerOf(await person.submit(question, { decision: 'accept' }))
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
  const { json, text } = await send(`${publicUrl}/token`, { form, as: web })
  if (typeof json.access_token !== 'string') throw new Error(`A token was expected, not ${text}`)
  const readyToWithdraw = async (consentId: string) => {
    const page = await person.open(`/consents/${consentId}/withdraw`)
    return () => person.submit(page, { decision: 'withdraw' })
  }
  return {
    token: json.access_token,
    readyToWithdraw,
    withdraw: async consentId => (await readyToWithdraw(consentId))(),
    read: async path => (await person.open(path)).body,
  }
}
