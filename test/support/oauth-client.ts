import * as openid from 'openid-client'
import { type Browser, openBrowser } from './browser.ts'
import type { OAuthServer } from './oauth-server.ts'
import type { TestClient } from './oauth-world.ts'

type Named = Pick<TestClient, 'id'> & Partial<Pick<TestClient, 'secret' | 'redirectUris'>>

/** openid-client for this client at the test's issuer. */
export const discover = (
  { publicUrl }: Pick<OAuthServer, 'publicUrl'>,
  client: Named,
  authentication: openid.ClientAuth = client.secret ? openid.ClientSecretBasic(client.secret) : openid.None(),
): Promise<openid.Configuration> =>
  openid.discovery(new URL(publicUrl), client.id, undefined, authentication, {
    execute: [openid.allowInsecureRequests],
  })

export interface Asked {
  readonly scope?: string
  readonly redirect_uri?: string
  readonly browser?: Browser
  readonly [parameter: string]: unknown
}

/** Walks an authorization up to the answer at the client. */
export async function authorize(configuration: openid.Configuration, client: Named, asked: Asked = {}) {
  const { browser = openBrowser(), ...wishes } = asked
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: client.redirectUris?.[0] ?? 'https://rp.example/cb',
    scope: 'openid debt.read',
    state,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(wishes as Record<string, string>),
  })
  const { response, location } = await browser.visit(url.href)
  return { response, callback: new URL(location ?? 'about:blank'), verifier, state, browser, url }
}

/** Walks a whole code journey to tokens. */
export async function obtainTokens(configuration: openid.Configuration, client: Named, asked: Asked = {}) {
  const { callback, verifier, state } = await authorize(configuration, client, asked)
  return openid.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
}

/** A form posted to an endpoint with HTTP Basic of a client. */
export async function post(
  server: Pick<OAuthServer, 'publicUrl'>,
  path: string,
  {
    client,
    form,
    headers = {},
  }: { client?: Named; form: Record<string, string> | string; headers?: Record<string, string> },
) {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
  const authorization = client?.secret ? { authorization: basic(client.id, client.secret) } : {}
  const response = await fetch(server.publicUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...authorization, ...headers },
    body,
  })
  const text = await response.text()
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, headers: response.headers, json, text }
}

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`

/** What the resource server is told about a token. */
export const introspect = async (server: OAuthServer, token: string, client: Named = server.debtServer) =>
  (await post(server, '/introspect', { client, form: { token } })).json
