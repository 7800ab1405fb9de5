import { setTimeout as sleep } from 'node:timers/promises'
import { cookieJar } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import type { TestDatabase } from './database.ts'
import { startWholeApp, type WholeApp } from './whole-app.ts'

export const presentation = 'debt.unsecured.presentation'
export const processing = 'debt.unsecured.processing'
export const both = `${presentation} ${processing}`
export const agreementScope = 'consent.create'
export const feedScope = 'client.access.consent.events'

export const p1 = '14842249091'
export const p2 = '29868099311'

/** Paths of the APIs below their base, which name them in `audience`, too. */
export const api = { agreement: '/v1/consent/agreement', feed: '/feed/v1/consent', debt: '/v1/debt' }

export interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly body: any
}

interface Call {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type GjeldWorld = ReturnType<typeof gjeldWorld>

const withoutSlash = (address: string) => address.replace(/\/$/, '')

/**
 * The consent service as clients see it, by the address of the authorization server with its trailing slash. `issuer` is
 * what the APIs are named by when the address is another.
 */
export function gjeldWorld(address: string, issuer = address) {
  const base = withoutSlash(address)
  const named = withoutSlash(issuer)

  const call = async (method: string, path: string, { token, body, headers }: Call = {}): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return answerOf(response)
  }

  const tokenRequest = async (
    { client_id, client_secret }: Credentials,
    form: Readonly<Record<string, string>>,
  ): Promise<Answer> => {
    const response = await fetch(`${base}/oauth2/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
      },
      body: new URLSearchParams(form),
    })
    return answerOf(response)
  }

  const machine = async (client: Credentials, scope: string, name: keyof typeof api): Promise<string> => {
    const form = { grant_type: 'client_credentials', scope, audience: `${named}${api[name]}` }
    return (await patiently(() => tokenRequest(client, form))).body.access_token
  }

  /** The whole way of a person through the browser, to what comes back in the redirect. */
  const flow = async (
    { client_id }: Credentials,
    { scope, callback, pid = p1 }: { scope: string; callback: string; pid?: string },
  ): Promise<URLSearchParams> => {
    const query = {
      client_id,
      scope,
      redirect_uri: callback,
      response_type: 'code',
      state: 'a-state-of-tests',
    }
    const jar = cookieJar()
    const login = await jar.follow(`${base}/oauth2/auth?${new URLSearchParams(query)}`, { stopAt: callback })
    const loginForm = findForm(login.body, login.url, { name: 'pid' })
    const page = await jar.follow(loginForm.action, {
      form: { ...loginForm.fields, pid, outcome: 'login' },
      stopAt: callback,
    })
    const decision = findForm(page.body, page.url, { name: 'decision', value: 'accept' })
    const end = await jar.follow(decision.action, {
      form: { ...decision.fields, decision: 'accept' },
      stopAt: callback,
    })
    return new URL(end.url).searchParams
  }

  return {
    base,
    call,
    tokenRequest,
    machine,
    flow,

    /** A token that comes from a person's consent. */
    async personal(
      client: Credentials,
      asked: { scope: string; callback: string; pid?: string },
    ): Promise<string> {
      const code = (await flow(client, asked)).get('code') ?? ''
      const form = { grant_type: 'authorization_code', code, redirect_uri: asked.callback }
      return (await tokenRequest(client, form)).body.access_token
    },

    /** Registers an agreement; 100 days for presentation unless said otherwise. */
    async register(client: Credentials, changes: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
      const body = {
        nin: p1,
        scope_of_consent: presentation,
        consent_duration_days: 100,
        client_consent_id: 'loan-1',
        ...changes,
      }
      return call('PUT', api.agreement, { token: await machine(client, agreementScope, 'agreement'), body })
    },

    async feed(client: Credentials, from = 1, limit = 500): Promise<Answer> {
      const token = await machine(client, feedScope, 'feed')
      return call('GET', `${api.feed}?fromSequenceNr=${from}&limit=${limit}`, { token })
    },

    async ends(client: Credentials): Promise<{ first: unknown; last: unknown }> {
      const token = await machine(client, feedScope, 'feed')
      const [first, last] = await Promise.all([
        call('GET', `${api.feed}/firstSequenceNr`, { token }),
        call('GET', `${api.feed}/lastSequenceNr`, { token }),
      ])
      return { first: first.body.firstSequenceNr, last: last.body.lastSequenceNr }
    },

    /** Moves the server's clock. */
    async moveClock(seconds: number): Promise<void> {
      const url = new URL('/demo/clock', issuer)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds: seconds }),
      })
      await response.body?.cancel()
    },
  }
}

/** A client to which nothing has happened yet, like one of the demo. */
export type Fresh = (name: 'A' | 'B') => Promise<Credentials>

/** The whole server as a client of the service sees it, and new clients of it. */
export async function startGjeldWorld(database: TestDatabase, env: Readonly<Record<string, string>> = {}) {
  const app = await startWholeApp(database, env)
  const demo = await app.demoJson()
  const clients = demo.clients.gjeld!
  return {
    app,
    world: gjeldWorld(demo.issuers.gjeld!),
    fresh: (name => freshClient(app, clients[name]!)) as Fresh,
  }
}

/** Another client like this one, to which nothing has happened yet. */
async function freshClient({ stores }: WholeApp, like: Credentials): Promise<Credentials> {
  const client = await stores.clients.find(like.client_id)
  if (!client) throw new Error('There is no such client')
  const id = stores.ids.uuid()
  await stores.clients.save({ ...client, id, version: 0 })
  return { ...like, client_id: id }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? '' : JSON.parse(text) }
}

/** Asks again for as long as the answer is that the server is in doubt. */
export async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 503) return answer
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000)
  }
}
