import type { RequestListener } from 'node:http'

/**
 * The same with the authority of an absolute target (RFC 9112 section 3.2.2) passed over: where we are is said by the
 * configuration, never by a request.
 */
export const withoutAuthority =
  (handler: RequestListener): RequestListener =>
  (request, response) => {
    request.url = originForm(request.url ?? '/')
    return handler(request, response)
  }

function originForm(target: string): string {
  const [, rest] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target) ?? []
  if (rest === undefined) return target
  return rest.startsWith('/') ? rest : `/${rest}`
}
