import { load } from 'cheerio'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from 'openid-client'
import { cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'

export const nora = '14842249091'
export const ola = '29868099311'

/** Where the sample client listens; nobody is there, so a journey ends at its door. */
export const callback = 'http://127.0.0.1:9999/cb'

const usual = {
  client_id: 'demo-web',
  redirect_uri: callback,
  response_type: 'code',
  scope: 'openid profile income.read',
  code_challenge_method: 'S256',
}

export type Visitor = ReturnType<typeof visitor>

/** A person at a browser without scripts, whose journeys end at `stopAt`. */
export function visitor(publicUrl: string, stopAt = callback) {
  const held = new Map<string, string>()
  const jar = cookieJar((_method, _url, answer) => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) held.set(name, value)
      else held.delete(name)
    }
  })
  const open = (path: string) => jar.follow(new URL(path, publicUrl).href, { stopAt })

  const submit = (page: Visit, fields: Readonly<Record<string, string>>) => {
    const [name, value] = Object.entries(fields).at(-1)!
    const form = findForm(page.body, page.url, { name, value })
    return jar.follow(form.action, { form: { ...form.fields, ...fields }, stopAt })
  }
  const logIn = (page: Visit, pid = nora, more: Readonly<Record<string, string>> = {}) =>
    submit(page, { pid, ...more, outcome: 'login' })

  return {
    open,
    submit,
    logIn,
    /** The `Cookie` header of this browser, for requests that no page of ours makes. */
    cookies: () => [...held].map(pair => pair.join('=')).join('; '),
    /** The authorization request of the sample client. */
    async ask(more: Readonly<Record<string, string | undefined>> = {}) {
      const code_challenge = await calculatePKCECodeChallenge(randomPKCECodeVerifier())
      const all = { ...usual, state: randomState(), code_challenge, ...more }
      const wanted = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined)
      return open(`/authorize?${new URLSearchParams(wanted)}`)
    },
  }
}

/** What came back to the client. */
export const answerOf = ({ url }: Visit): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(url).searchParams)

export const heading = ({ body }: Visit): string => load(body)('h1').text()

/** Whether a page asks, and can be answered yes. */
export const isQuestion = ({ body }: Visit): boolean => body.includes('value="accept"')

/** The address that the link with these words leads to; throws when the page has none. */
export function linkOn({ body, url }: Visit, words: string): string {
  const href = load(body)('a')
    .filter((_, one) => load(one).text().trim() === words)
    .attr('href')
  if (href === undefined) throw new Error(`There is no link ${words} at ${url}`)
  return new URL(href, url).href
}

/** The hash of the question that a page shows, which its answer sends along. */
export const hashOfShown = ({ body }: Visit): string | undefined =>
  load(body)('input[name=shown]').attr('value')

/** What a page says on top of itself, on one line. */
export const alert = ({ body }: Visit): string => oneLine(load(body)('.ds-alert').text())

/** The page as it is read, on one line. */
export const read = ({ body }: Visit): string => oneLine(load(body)('main').text())

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
