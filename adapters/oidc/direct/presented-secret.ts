import { type PresentedSecret, readBasic } from '../../../server/http/credentials.ts'

/**
 * The one secret that was presented (RFC 6749 section 2.3.1); `undefined` for none, for two ways at once and for
 * everything that is not well-formed.
 */
export function presentedSecret(
  authorization: string | undefined,
  form: URLSearchParams | undefined,
): PresentedSecret | undefined {
  const secret = form?.get('client_secret') ?? undefined
  if (form?.has('client_assertion')) return undefined
  if (authorization === undefined) return posted(form?.get('client_id') ?? undefined, secret)
  return secret === undefined ? basic(authorization, form?.get('client_id') ?? undefined) : undefined
}

const posted = (clientId: string | undefined, secret: string | undefined): PresentedSecret | undefined =>
  clientId && secret ? { id: clientId, secret, method: 'client_secret_post' } : undefined

function basic(authorization: string, namedId: string | undefined): PresentedSecret | undefined {
  const read = readBasic(authorization)
  if (!read || (namedId !== undefined && namedId !== read.id)) return undefined
  return { ...read, method: 'client_secret_basic' }
}
