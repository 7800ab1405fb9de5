import { Refusal } from '../refusal.ts'
import { headerOf, type IncomingRequest } from './incoming.ts'

export interface Presented {
  readonly scheme: 'Bearer' | 'DPoP'
  readonly token: string
}

/**
 * The token in `Authorization` (RFC 6750 section 2.1, RFC 9449 section 7.1), the one place where it is looked for. Throws a
 * `Refusal`.
 */
export function presentedBy(request: IncomingRequest): Presented {
  const header = headerOf(request, 'authorization')
  if (header === undefined) throw new Refusal(undefined, 'The request has no access token')
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(header) ?? []
  if (token === '') {
    throw /^(Bearer|DPoP)\b/i.test(header)
      ? new Refusal('invalid_request', 'The header Authorization has no token')
      : new Refusal(undefined, 'The request has no access token')
  }
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token }
}
