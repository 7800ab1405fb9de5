import * as openid from 'openid-client'
import { openBrowser } from './browser.ts'
import { post } from './oauth-client.ts'
import type { OAuthServer } from './oauth-server.ts'
import type { TestClient } from './oauth-world.ts'

type Named = Pick<TestClient, 'id'> & Partial<Pick<TestClient, 'secret' | 'redirectUris'>>

/** A verifier and what is made of it, which no test needs to be secret. */
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

/** A complete authorization request of a client. */
export const requestOf = (
  { id, redirectUris }: Named,
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => {
  const all = {
    client_id: id,
    response_type: 'code',
    redirect_uri: redirectUris?.[0] ?? 'https://rp.example/cb',
    scope: 'openid debt.read',
    state: 'abc',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Pushes a request and gives the link that it is opened by. */
export async function pushed(
  server: Pick<OAuthServer, 'publicUrl'>,
  client: Named,
  changes: Readonly<Record<string, string | undefined>> = {},
) {
  const answer = await post(server, '/par', { client, form: requestOf(client, changes) })
  return { ...answer, link: linkTo(server, client.id, answer.json.request_uri) }
}

export const linkTo = (
  { publicUrl }: Pick<OAuthServer, 'publicUrl'>,
  clientId: string,
  uri: unknown,
): string =>
  `${publicUrl}/authorize?${new URLSearchParams({ client_id: clientId, request_uri: String(uri) })}`

/** Walks a request of `requestOf` from its link to tokens that are bound to a key. */
export async function boundTokens(configuration: openid.Configuration, link: URL, DPoP: openid.DPoPHandle) {
  const { location } = await openBrowser().visit(link.href)
  return openid.authorizationCodeGrant(
    configuration,
    new URL(location ?? ''),
    { pkceCodeVerifier: verifier, expectedState: 'abc' },
    undefined,
    { DPoP },
  )
}
