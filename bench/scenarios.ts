import type { Outcome } from './load/job.ts'
import { runLoad } from './load/load-process.ts'
import { type AuthorizationServer, basic } from './targets/target.ts'

export interface Load {
  readonly connections: number
  readonly seconds: number
}

const form = 'application/x-www-form-urlencoded'

/** client_credentials for an opaque token or a JWT. */
export function clientCredentials(
  server: AuthorizationServer,
  format: 'opaque' | 'jwt',
  load: Load,
): Promise<Outcome> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: server.scopes[format],
    resource: server.audiences[format],
  })
  return runLoad({
    kind: 'requests',
    url: server.tokenUrl,
    method: 'POST',
    headers: { authorization: basic(server.machine), 'content-type': form },
    bodies: [body.toString()],
    expect: '"access_token"',
    ...load,
  })
}

/** Introspection of a hundred tokens in turn; revoked ones when `active` is false. */
export async function introspection(
  server: AuthorizationServer,
  active: boolean,
  load: Load,
): Promise<Outcome> {
  const tokens = await Promise.all(Array.from({ length: 100 }, () => fetchToken(server)))
  if (!active) await Promise.all(tokens.map(token => revoke(server, token)))
  return runLoad({
    kind: 'requests',
    url: server.introspectUrl,
    method: 'POST',
    headers: { authorization: basic(server.resourceServer), 'content-type': form },
    bodies: tokens.map(token => new URLSearchParams({ token }).toString()),
    expect: `"active":${active}`,
    ...load,
  })
}

/** Whole code journeys by persons who are logged in already. */
export function journeys(server: AuthorizationServer, load: Load): Promise<Outcome> {
  const { id, redirectUri, scopeString } = server.web
  return runLoad({
    kind: 'journeys',
    authorizeUrl: server.authorizeUrl,
    tokenUrl: server.tokenUrl,
    redirectUri,
    authorization: basic(server.web),
    parameters: {
      client_id: id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: scopeString,
      resource: server.audiences.opaque,
      state: 'a-state-of-some-length',
    },
    login: server.login,
    accept: { decision: 'accept' },
    ...load,
  })
}

async function fetchToken(server: AuthorizationServer): Promise<string> {
  const body = {
    grant_type: 'client_credentials',
    scope: server.scopes.opaque,
    resource: server.audiences.opaque,
  }
  const answer = await post(server.tokenUrl, basic(server.machine), body)
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!token) throw new Error(`No token: ${answer.status}`)
  return token
}

const revoke = (server: AuthorizationServer, token: string) =>
  post(server.revokeUrl, basic(server.machine), { token })

const post = (url: string, authorization: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(fields) })
