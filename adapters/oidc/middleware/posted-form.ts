import type { Context } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'

/** What a browser posted where it could have asked by GET. Throws `request.unsupported-media` for a body that is no form. */
export function postedForm(ctx: Context): URLSearchParams {
  const { form } = ctx.state
  if (form) return form
  const isEmpty = ctx.get('Content-Type') === '' && !ctx.request.length
  if (isEmpty) return new URLSearchParams()
  throw new Problem('request.unsupported-media', 'The body must be application/x-www-form-urlencoded')
}

/** Characters. The server reads 16 KiB of headers, and cookies come beside the address. */
const longestAddress = 8 * 1024

/** The same by GET, for the browser to follow. Throws `request.too-large` for more than an address holds. */
export function sendOn(ctx: Context, url: string, parameters: URLSearchParams): void {
  const address = parameters.size > 0 ? `${url}?${parameters}` : url
  if (address.length > longestAddress) {
    const detail = `The parameters make an address of more than ${longestAddress} characters`
    throw new Problem('request.too-large', detail)
  }
  ctx.body = ''
  ctx.status = 303
  ctx.set('Location', address)
}
