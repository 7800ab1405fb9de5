import type { DemoJson } from '../demo-json.ts'
import { type CookieJar, cookieJar } from './cookie-jar.ts'
import type { Narrator } from './narrator.ts'

/** What every step is handed. */
export interface Walk {
  readonly demo: DemoJson
  readonly narrator: Narrator
  /** The person's browser. */
  readonly browser: CookieJar
  /** One request of a program: printed, with its answer. */
  readonly call: (request: Call) => Promise<CallAnswer>
}

interface Call {
  readonly url: string
  readonly form?: Readonly<Record<string, string>>
  readonly as?: { readonly client_id: string; readonly client_secret: string }
  readonly bearer?: string
}

export interface CallAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export function newWalk(demo: DemoJson, narrator: Narrator): Walk {
  const browser = cookieJar((method, url, answer) => {
    narrator.request(method, url)
    narrator.answer(answer.status)
  })
  return { demo, narrator, browser, call: request => call(narrator, request) }
}

async function call(narrator: Narrator, { url, form, as, bearer }: Call): Promise<CallAnswer> {
  narrator.request(form ? 'POST' : 'GET', url, form)
  const authorization = as ? basic(as) : bearer && `Bearer ${bearer}`
  const answer = await fetch(url, {
    headers: { accept: 'application/json', ...(authorization && { authorization }) },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const body = (await answer.json()) as Readonly<Record<string, unknown>>
  narrator.answer(answer.status, body)
  return { status: answer.status, body }
}

/** RFC 6749 section 2.3.1: both halves form-encoded before base64. */
function basic({ client_id, client_secret }: NonNullable<Call['as']>): string {
  const pair = [client_id, client_secret].map(encodeURIComponent).join(':')
  return `Basic ${Buffer.from(pair).toString('base64')}`
}
