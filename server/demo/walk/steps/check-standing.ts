import { expect } from '../expect.ts'
import type { Walk } from '../walk.ts'
import type { Endpoints } from './discover.ts'
import type { Tokens } from './exchange-code.ts'

/** The resource server asks whether the token is good. */
export async function checkActive(
  { demo, call }: Walk,
  { introspection }: Endpoints,
  { accessToken, subject }: Tokens,
) {
  const { resourceServer } = demo.clients.oauth
  const { status, body } = await call({
    url: introspection,
    form: { token: accessToken },
    as: resourceServer,
  })
  expect(status === 200 && body.active === true, 'The token should be active')
  expect(body.sub === subject, 'The token is of another person')
  expect(body.aud === resourceServer.audience, 'The token is for another resource server')
}

/** The resource server asks again after the withdrawal. */
export async function checkInactive(
  { demo, call }: Walk,
  { introspection }: Endpoints,
  { accessToken }: Tokens,
) {
  const { resourceServer } = demo.clients.oauth
  const { status, body } = await call({
    url: introspection,
    form: { token: accessToken },
    as: resourceServer,
  })
  expect(status === 200 && body.active === false, 'The token should be dead')
}

/** The client asks for fresh tokens after the withdrawal. */
export async function checkRefreshRefused(
  { demo, call }: Walk,
  { token }: Endpoints,
  { refreshToken }: Tokens,
) {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const { status, body } = await call({ url: token, form, as: demo.clients.oauth.web })
  expect(status === 400 && body.error === 'invalid_grant', 'The refresh should be refused as invalid_grant')
}
