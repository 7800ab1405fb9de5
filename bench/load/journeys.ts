import { createHash, randomBytes } from 'node:crypto'
import http from 'node:http'
import { performance } from 'node:perf_hooks'
import { type Answer, send } from './http.ts'
import type { JourneysJob, Outcome } from './job.ts'
import { summary } from './summary.ts'

/** As many whole code journeys as the browsers manage in the time: authorize, login, consent, code, token. */
export async function runJourneys(job: JourneysJob): Promise<Outcome> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: job.connections })
  const latencies: number[] = []
  let errors = 0
  const browsers = Array.from({ length: job.connections }, () => new Browser(agent))
  await Promise.all(browsers.map(browser => journey(browser, job)))

  const start = performance.now()
  const end = start + job.seconds * 1000
  const keepGoing = async (browser: Browser) => {
    while (performance.now() < end) {
      const began = performance.now()
      const done = await journey(browser, job).catch(() => false)
      if (done) latencies.push(performance.now() - began)
      else errors++
    }
  }

  await Promise.all(browsers.map(keepGoing))
  const elapsed = performance.now() - start
  agent.destroy()
  return summary(latencies, errors, elapsed)
}

async function journey(browser: Browser, job: JourneysJob): Promise<boolean> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = new URLSearchParams({
    ...job.parameters,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const callback = await toCallback(browser, new URL(`${job.authorizeUrl}?${query}`), job)
  const code = callback.searchParams.get('code')
  if (!code) throw new Error(`No code: ${callback.search}`)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: job.redirectUri,
    code_verifier: verifier,
  })
  const answer = await browser.post(new URL(job.tokenUrl), body, { authorization: job.authorization })
  return answer.body.includes('"access_token"')
}

/** Follows redirects and posts the one form of each page until the browser is sent to the client. */
async function toCallback(browser: Browser, start: URL, job: JourneysJob): Promise<URL> {
  let url = start
  let answer = await browser.get(url)
  for (let step = 0; step < 20; step++) {
    if (answer.location !== undefined) {
      url = new URL(answer.location, url)
      if (url.href.startsWith(job.redirectUri)) return url
      answer = await browser.get(url)
      continue
    }
    const form = readForm(answer.body, url)
    const extra = form.fields.has('csrf') || !answer.body.includes('name="pid"') ? job.accept : job.login
    for (const [name, value] of Object.entries(extra)) form.fields.set(name, value)
    url = form.action
    answer = await browser.post(url, form.fields, { origin: url.origin })
  }
  throw new Error('The journey never came back to the client')
}

function readForm(html: string, page: URL): { action: URL; fields: URLSearchParams } {
  const form = html.match(/<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/i)?.[0]
  if (!form) throw new Error(`No form on ${page.pathname}: ${html.slice(0, 300)}`)
  const fields = new URLSearchParams()
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/gi)) {
    fields.set(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '')
  }
  return { action: new URL(attribute(form, 'action') ?? page.href, page), fields }
}

const attribute = (tag: string, name: string) =>
  tag.match(new RegExp(`\\s${name}="([^"]*)"`, 'i'))?.[1]?.replaceAll('&amp;', '&')

class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>()
  readonly #agent: http.Agent

  constructor(agent: http.Agent) {
    this.#agent = agent
  }

  get(url: URL): Promise<Answer> {
    return this.#send(url, 'GET', {})
  }

  post(url: URL, fields: URLSearchParams, headers: Record<string, string>): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.#send(url, 'POST', { ...headers, ...type }, fields.toString())
  }

  async #send(url: URL, method: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
      .join('; ')
    const answer = await send(this.#agent, url, {
      method,
      headers: { ...headers, ...(cookie ? { cookie } : {}) },
      ...(body === undefined ? {} : { body }),
    })
    for (const line of answer.setCookie) this.#keep(line)
    return answer
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const at = pair.indexOf('=')
    const path = attributes.find(one => /^path=/i.test(one))?.slice(5) ?? '/'
    const key = `${pair.slice(0, at)} ${path}`
    const gone = pair.length === at + 1 || attributes.some(one => /^expires=Thu, 01 Jan 1970/i.test(one))
    if (gone) this.#cookies.delete(key)
    else this.#cookies.set(key, { value: pair.slice(at + 1), path })
  }
}
