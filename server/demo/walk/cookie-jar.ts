/** One answer at the end of a chain of redirects. `url` is where it came from, or where the last redirect led. */
export interface Visit {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

interface Following {
  /** Posts these fields first; GET without it. */
  readonly form?: Readonly<Record<string, string>>
  /** A redirect to an address that begins so ends the chain without being visited. */
  readonly stopAt?: string
}

/** A browser without a window: keeps cookies per host and path, follows redirects, posts forms. */
export interface CookieJar {
  follow(url: string, following?: Following): Promise<Visit>
}

interface Cookie {
  readonly host: string
  readonly path: string
  readonly name: string
  readonly value: string
}

const mostRedirects = 20

/** `seen` is called with every single answer on the way. */
export function cookieJar(
  seen: (method: string, url: string, answer: Response) => void = () => {},
): CookieJar {
  const cookies = new Map<string, Cookie>()

  const ask = async (url: URL, form: Following['form']) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: matching([...cookies.values()], url) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) keep(cookies, line, url)
    seen(form ? 'POST' : 'GET', url.href, answer)
    return answer
  }

  const follow = async (address: string, { form, stopAt }: Following = {}): Promise<Visit> => {
    let url = new URL(address)
    let fields = form
    for (let step = 0; step < mostRedirects; step++) {
      const answer = await ask(url, fields)
      const location = answer.headers.get('location')
      const visit = { url: url.href, status: answer.status, headers: answer.headers }
      if (!location) return { ...visit, body: await answer.text() }
      await answer.body?.cancel()
      url = new URL(location, url)
      if (stopAt && url.href.startsWith(stopAt)) return { ...visit, url: url.href, body: '' }
      if (answer.status !== 307 && answer.status !== 308) fields = undefined
    }
    throw new Error(`More than ${mostRedirects} redirects from ${new URL(address).origin}`)
  }

  return { follow }
}

const matching = (cookies: readonly Cookie[], { host, pathname }: URL): string =>
  cookies
    .filter(cookie => cookie.host === host && within(pathname, cookie.path))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')

/** RFC 6265 section 5.1.4. */
const within = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)

function keep(cookies: Map<string, Cookie>, line: string, url: URL): void {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  const attribute = (wanted: string) =>
    attributes.map(one => one.split('=')).find(([key]) => key?.toLowerCase() === wanted)?.[1]
  const path = attribute('path') ?? '/'
  const key = `${url.host} ${path} ${name}`
  const gone = attribute('max-age') === '0' || attribute('expires')?.startsWith('Thu, 01 Jan 1970')
  if (gone || value === '') cookies.delete(key)
  else cookies.set(key, { host: url.host, path, name, value })
}
