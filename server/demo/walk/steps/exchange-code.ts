import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, textOf } from '../expect.ts'
import type { Walk } from '../walk.ts'
import type { Asked } from './ask-person.ts'
import type { Endpoints } from './discover.ts'

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** Who the person is to the client. */
  readonly subject: string
}

/** Exchanges the code for tokens and checks the ID token as a client must. */
export async function exchangeCode(
  { demo, call, narrator }: Walk,
  { token }: Endpoints,
  { code, asked }: { code: string; asked: Asked },
): Promise<Tokens> {
  const { web } = demo.clients.oauth
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: asked.redirectUri,
    code_verifier: asked.codeVerifier,
  }
  const { status, body } = await call({ url: token, form, as: web })
  expect(status === 200, `The token endpoint answered ${status}`)

  const keys = createRemoteJWKSet(new URL(`${demo.issuers.oauth}/jwks`))
  const expected = { issuer: demo.issuers.oauth, audience: web.client_id }
  const { payload } = await jwtVerify(textOf(body, 'id_token'), keys, expected)
  expect(payload.nonce === asked.nonce, 'The ID token answers another question')
  narrator.note('The ID token is genuine and says:')
  narrator.answer(200, { sub: payload.sub, name: payload.name })
  return {
    accessToken: textOf(body, 'access_token'),
    refreshToken: textOf(body, 'refresh_token'),
    subject: textOf(payload, 'sub'),
  }
}
