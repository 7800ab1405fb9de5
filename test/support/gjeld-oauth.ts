import { cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { onEachDatabase, type TestDatabase } from './database.ts'
import { api as apiPaths, presentation } from './gjeld-world.ts'
import { nora } from './portal-visitor.ts'
import { type Answer, send } from './send.ts'
import { startWholeApp, type WholeApp } from './whole-app.ts'

export interface GjeldClient {
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uris: readonly string[]
}

type Fields = Readonly<Record<string, string>>

/** What comes back to the client by redirect. */
export type Redirected = Readonly<Record<string, string | undefined>>

/** Parameters of an authorization request; `undefined` leaves one out. */
type Wishes = Readonly<Record<string, string | undefined>>

export type GjeldOAuth = ReturnType<typeof gjeldOAuth>

/** The authorization server of the face in the whole server, started once for all tests, on each database. */
export function onGjeld(
  title: string,
  define: (world: GjeldOAuth) => void,
  env?: Parameters<typeof startWholeApp>[1],
): void {
  const withWorld = (database: TestDatabase) => {
    const world = {} as GjeldOAuth
    let app: WholeApp
    before(async () => {
      app = await startWholeApp(database, env)
      Object.assign(world, gjeldOAuth(app, await app.demoJson()))
    })
    afterEach(() => app.clock.reset())
    after(() => app.close())
    define(world)
  }
  onEachDatabase(title, withWorld, 'before all')
}

function gjeldOAuth(app: WholeApp, demo: Awaited<ReturnType<WholeApp['demoJson']>>) {
  const issuer = demo.issuers.gjeld!
  const api = issuer.replace(/\/$/, '')
  const audience = {
    agreement: api + apiPaths.agreement,
    feed: api + apiPaths.feed,
    debt: api + apiPaths.debt,
  }
  const { A, B, C, R } = demo.clients.gjeld as unknown as Record<'A' | 'B' | 'C' | 'R', GjeldClient>

  const token = (form: Fields, as = A): Promise<Answer> => send(`${issuer}oauth2/token`, { form, as })
  const browser = () => gjeldBrowser(issuer, A)
  const accept = async (scope: string, pid = nora): Promise<Redirected> => {
    const person = browser()
    return person.decide(await person.logIn(await person.ask({ scope }), pid), 'accept')
  }
  const exchange = ({ code = '' }: Redirected, more: Fields = {}, as = A): Promise<Answer> =>
    token({ grant_type: 'authorization_code', code, redirect_uri: as.redirect_uris[0]!, ...more }, as)

  return {
    ...app,
    issuer,
    api,
    audience,
    A,
    B,
    C,
    R,
    token,
    browser,
    /** The whole flow at a browser of its own: what came back to the client. */
    accept,
    exchange,
    /** The whole flow up to the token. */
    async tokenFor(scope: string, pid = nora): Promise<string> {
      return String((await exchange(await accept(scope, pid))).json.access_token)
    },
    /** A token of the client's own, with the whole answer. */
    machine: (scope: string, to: keyof typeof audience, as = A): Promise<Answer> =>
      token({ grant_type: 'client_credentials', scope, audience: audience[to] }, as),
    introspect: async (value: string, more: Fields = {}) =>
      (await send(`${issuer}oauth2/introspect`, { form: { token: value, ...more }, as: R })).json,
    revoke: (value: string, as = A): Promise<Answer> =>
      send(`${issuer}oauth2/revoke`, { form: { token: value }, as }),
    /** A call of the APIs, or of userinfo. */
    call: (method: string, path: string, bearer: string): Promise<Answer> =>
      callApi(`${api}${path}`, { method, bearer }),
  }
}

/** A person at a browser without scripts, sent here by a client. */
function gjeldBrowser(issuer: string, usual: GjeldClient) {
  const jar = cookieJar()
  const isAnswer = { stopAt: 'https://' }
  const submit = (page: Visit, name: string, fields: Fields) => {
    const form = findForm(page.body, page.url, { name, value: fields[name]! })
    return jar.follow(form.action, { form: { ...form.fields, ...fields }, ...isAnswer })
  }
  return {
    ask: (wishes: Wishes = {}, client = usual): Promise<Visit> => {
      const all = {
        response_type: 'code',
        client_id: client.client_id,
        redirect_uri: client.redirect_uris[0],
        scope: presentation,
        state: 'a-long-state',
        ...wishes,
      }
      const wanted = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined)
      return jar.follow(`${issuer}oauth2/auth?${new URLSearchParams(wanted)}`, isAnswer)
    },
    open: (url: string): Promise<Visit> => jar.follow(url, isAnswer),
    logIn: (page: Visit, pid = nora, outcome = 'login'): Promise<Visit> =>
      submit(page, 'outcome', { pid, outcome }),
    submit,
    decide: async (page: Visit, decision: 'accept' | 'reject' | 'withdraw'): Promise<Redirected> =>
      redirected(await submit(page, 'decision', { decision })),
  }
}

/** The parameters of the address at the client where a visit ended. */
export const redirected = ({ url }: Visit): Redirected => {
  const { search, hash } = new URL(url)
  return Object.fromEntries(new URLSearchParams(hash ? hash.slice(1) : search))
}

async function callApi(url: string, { method, bearer }: { method: string; bearer: string }): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}
