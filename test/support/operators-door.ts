import assert from 'node:assert/strict'
import { type OperatorScope, operatorScopes } from '../../server/domain/operators/operations.ts'
import { organization } from '../../server/domain/party.ts'
import type { Client } from '../../server/domain/registry/client.ts'
import type { Api } from '../../server/http/api/api.ts'
import { openPath } from '../../server/http/api/openapi.ts'
import { bearerCall, type Reply } from './bearer-call.ts'
import { basic } from './oauth-client.ts'
import type { WholeApp } from './whole-app.ts'

export interface ShownOperator {
  readonly client_id: string
  readonly client_secret: string
  readonly scope: string
}

type Door = Pick<WholeApp, 'publicUrl' | 'managementUrl' | 'stores' | 'demoJson'>

export type OperatorsDoor = ReturnType<typeof operatorsDoor>

/** What examples call the id of a secret, which is another one each time. */
const secretName = 'the-id-of-its-secret'

type AnyRoute = Api['routes'][number]

interface Calling {
  readonly json?: unknown
  /** In place of JSON, as it is. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The management API as programs of operators use it. */
export function operatorsDoor(app: Door) {
  const call = (token: string | undefined, target: string, calling: Calling = {}): Promise<Reply> => {
    const [method = '', path = ''] = target.split(' ')
    return bearerCall(`${app.managementUrl}/admin/v1${path}`, { method, token, ...calling })
  }

  const tokenOf = async ({ client_id, client_secret, scope }: ShownOperator): Promise<string> => {
    const answer = await fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(client_id, client_secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    })
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    return String(JSON.parse(text).access_token)
  }

  const reader = async () => withScopes(['admin.read'])

  /** The newest secret of the client that a path is of. */
  const secretIn = async (path: string): Promise<string> => {
    const [, client] = /^(\/clients\/[^/]+)/.exec(path) ?? []
    if (client === undefined) return secretName
    return (await call(await reader(), `GET ${client}/secrets`)).json.items?.[0]?.id ?? secretName
  }

  const withScopes = async (scopes: readonly OperatorScope[]): Promise<string> => {
    const { secret, kept } = app.stores.secrets.generate()
    const client = programOf(app, `program-${kept.id}`, [kept])
    assert.ok(await app.stores.clients.save(client))
    return tokenOf({ client_id: client.id, client_secret: secret, scope: scopes.join(' ') })
  }

  return {
    call,
    tokenOf,
    /** A client of the demo, as `demo.json` shows it. */
    async role(name: 'administrator' | 'support' | 'auditor'): Promise<ShownOperator> {
      const { clients } = (await app.demoJson()).operators as { clients: Record<string, ShownOperator> }
      return clients[name]!
    },
    /** A program registered for every scope, which asks for these. */
    with: withScopes,
    /**
     * Sends a route's example as it stands in the description, but for versions, ids of secrets and what else is `here` called
     * another name than there.
     */
    async example(
      token: string,
      route: AnyRoute,
      here: Readonly<Record<string, string>> = {},
    ): Promise<Reply> {
      const { params = {}, query = {}, headers = {}, body } = route.example ?? {}
      const own = openPath(route.path).replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = params[name] ?? name
        return encodeURIComponent(here[value] ?? value)
      })
      const secret = await secretIn(own)
      const path = own.replace(secretName, secret)
      const search = new URLSearchParams(query)
      const version =
        headers['If-Match'] &&
        (await call(await reader(), `GET ${path.replace(/\/publish$/, '')}`)).headers.get('etag')
      return call(token, `${route.method.toUpperCase()} ${path}${search.size > 0 ? `?${search}` : ''}`, {
        ...(typeof body === 'string' && { body }),
        ...(body !== undefined &&
          typeof body !== 'string' && {
            json: JSON.parse(JSON.stringify(body).replaceAll(secretName, secret)),
          }),
        headers: { ...headers, ...(version && { 'If-Match': version }) },
      })
    },
  }
}

const programOf = (app: Door, id: string, secrets: Client['secrets']): Client => ({
  id,
  version: 0,
  face: 'oauth',
  name: 'A program of operators',
  owner: organization('991825827'),
  ownerName: 'Testdirektoratet',
  onBehalfOf: undefined,
  authentication: 'client_secret',
  grantTypes: ['client_credentials'],
  redirectUris: [],
  postLogoutRedirectUris: [],
  audiences: [`${app.managementUrl}/admin/v1`],
  scopeValues: operatorScopes,
  purposes: [],
  resourceServerFor: undefined,
  secrets,
  keys: [],
  settings: {},
})
