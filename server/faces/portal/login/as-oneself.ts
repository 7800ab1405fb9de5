import type { PageRequest } from '../../../http/pages/pages.ts'

const name = 'login'
const value = 'again'

/** A page of ours, by its path, for whoever wants to log in as herself before she sees it. */
export function asOneself(page: string): string {
  return `${page}${page.includes('?') ? '&' : '?'}${name}=${value}`
}

/** Whether the login there is does not count for this page: the person says that it is not hers. */
export const wantsOwnLogin = ({ url }: Pick<PageRequest, 'url'>): boolean =>
  url.searchParams.get(name) === value

/** The same page once she has logged in, as a path of ours. */
export function pageAfterLogin(url: URL): string {
  if (!wantsOwnLogin({ url })) return `${url.pathname}${url.search}`
  const query = new URLSearchParams(url.searchParams)
  query.delete(name)
  return query.size > 0 ? `${url.pathname}?${query}` : url.pathname
}
