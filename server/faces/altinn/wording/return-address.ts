import type { RequestOutcome } from '../../../ports/requests/request-dialect.ts'

const parameters: Record<RequestOutcome, string> = {
  accepted: 'Status=OK',
  rejected: 'Status=Failed&ErrorMessage=User+did+not+give+consent',
  unanswered: '',
}

/**
 * The asker's address with what became of the request: inside the fragment where that is a path of a page's own (`#/`),
 * else in the query.
 */
export function returnAddress(redirectUrl: string, outcome: RequestOutcome): string {
  const address = ascii(redirectUrl)
  const added = parameters[outcome]
  if (added === '') return address
  const hash = address.indexOf('#')
  const at = hash < 0 ? address.length : hash
  const [before, fragment] = [address.slice(0, at), address.slice(at)]
  return fragment.includes('#/') ? before + joined(fragment, added) : joined(before, added) + fragment
}

function joined(part: string, added: string): string {
  if (/[?&]$/.test(part)) return part + added
  return `${part}${part.includes('?') ? '&' : '?'}${added}`
}

/** What a header may hold: hosts in Punycode, all else percent-encoded. */
const ascii = (url: string): string =>
  url
    .toWellFormed()
    .replace(webHost, (_, before: string, host: string) => before + new URL(`https://${host}`).host)
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)

/** That of a web address, where it needs another spelling. */
const webHost = /^(https?:\/\/(?:[^/?#\\]*@)?)([^/?#\\@:]*[^\x21-\x7e][^/?#\\@:]*)/i
