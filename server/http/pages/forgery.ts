import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '../../domain/problem.ts'

/**
 * Refuses a post that another site made. Browsers say where it comes from; a program that says nothing holds no
 * person's cookies but its own.
 */
export function assertOwnPost(headers: IncomingHttpHeaders, publicOrigin: string): void {
  const site = headers['sec-fetch-site']
  const foreignSite = site !== undefined && site !== 'same-origin'
  const foreignOrigin = headers.origin !== undefined && headers.origin !== publicOrigin
  if (foreignSite || foreignOrigin) throw new Problem('request.forged', 'The form was sent from another site')
}
