/** A cookie jar that follows redirects by hand, as a browser would. */
export interface Browser {
  /** One request, no redirect followed. Cookies are kept by path. */
  fetch(url: string, init?: RequestInit): Promise<Response>
  /** Follows redirects as long as they stay at this origin; gives the last answer and where it led. */
  visit(url: string): Promise<{ response: Response; location: string | undefined; url: string }>
  readonly cookies: readonly Cookie[]
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  readonly text: string
}

export function openBrowser(): Browser {
  let cookies: readonly Cookie[] = []

  const keep = (text: string): void => {
    const [pair = '', ...attributes] = text.split(';').map(part => part.trim())
    const [name = '', ...value] = pair.split('=')
    const path = attributes.find(one => one.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
    const gone = /expires=Thu, 01 Jan 1970/i.test(text)
    cookies = cookies.filter(one => one.name !== name || one.path !== path)
    if (!gone) cookies = [...cookies, { name, value: value.join('='), path, text }]
  }

  const fetchOnce = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url)
    const sent = cookies.filter(
      ({ path }) => path === '/' || pathname === path || pathname.startsWith(`${path}/`),
    )
    const headers = new Headers(init.headers)
    headers.set('cookie', sent.map(({ name, value }) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const text of response.headers.getSetCookie()) keep(text)
    return response
  }

  return {
    fetch: fetchOnce,
    get cookies() {
      return cookies
    },
    async visit(start) {
      const { origin } = new URL(start)
      let url = start
      for (let hop = 0; hop < 15; hop++) {
        const response = await fetchOnce(url)
        const header = response.headers.get('location')
        const location = header === null ? undefined : new URL(header, url).href
        if (location === undefined || new URL(location).origin !== origin) return { response, location, url }
        await response.body?.cancel()
        url = location
      }
      throw new Error('Redirects without end')
    },
  }
}
