import { readFile } from 'node:fs/promises'
import type { FindKeys, PublishedKey } from '../../../adapters/jose/receipt/verify-receipt.ts'

const longestSet = 1_000_000
const timeoutMilliseconds = 5_000

/** The keys from a file or an address, or, when neither is said, from where the receipt's issuer publishes them. */
export const findKeys =
  (place: string | undefined): FindKeys =>
  async issuer => {
    const text = place === undefined ? await fetchText(`${issuer}/receipts/jwks`) : await readPlace(place)
    const { keys } = JSON.parse(text) as { readonly keys?: unknown }
    if (!Array.isArray(keys)) throw new Error('There is no key set')
    return keys as PublishedKey[]
  }

const readPlace = (place: string): Promise<string> =>
  /^https?:/.test(place) ? fetchText(place) : readFile(place, 'utf8')

async function fetchText(address: string): Promise<string> {
  if (!isTrustworthy(address)) throw new Error('Keys are fetched over https')
  const answer = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMilliseconds),
    headers: { accept: 'application/jwk-set+json, application/json' },
  })
  if (!answer.ok) throw new Error(`The keys cannot be had: ${answer.status}`)
  const text = await answer.text()
  if (text.length > longestSet) throw new Error('The key set is too long')
  return text
}

/** Nobody on the way can change what comes over https or from this machine. */
function isTrustworthy(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
