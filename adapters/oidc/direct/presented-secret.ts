interface Credentials {
  readonly clientId: string
  readonly secret: string
  readonly method: 'client_secret_basic' | 'client_secret_post'
}

/**
 * The one secret that was presented (RFC 6749 section 2.3.1); `undefined` for none, for two ways at once and for
 * everything that is not well-formed.
 */
export function presentedSecret(
  authorization: string | undefined,
  form: URLSearchParams | undefined,
): Credentials | undefined {
  const secret = form?.get('client_secret') ?? undefined
  if (form?.has('client_assertion')) return undefined
  if (authorization === undefined) return posted(form?.get('client_id') ?? undefined, secret)
  return secret === undefined ? basic(authorization, form?.get('client_id') ?? undefined) : undefined
}

const posted = (clientId: string | undefined, secret: string | undefined): Credentials | undefined =>
  clientId && secret ? { clientId, secret, method: 'client_secret_post' } : undefined

function basic(authorization: string, namedId: string | undefined): Credentials | undefined {
  const [, encoded] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  const [clientId, decoded] = [formDecoded(id), formDecoded(secret)]
  if (!clientId || !decoded || (namedId !== undefined && namedId !== clientId)) return undefined
  return { clientId, secret: decoded, method: 'client_secret_basic' }
}

function formDecoded(value = ''): string | undefined {
  try {
    const decoded = decodeURIComponent(value.replaceAll('+', '%20'))
    return /^[\x20-\x7e]+$/.test(decoded) ? decoded : undefined
  } catch {
    return undefined
  }
}
