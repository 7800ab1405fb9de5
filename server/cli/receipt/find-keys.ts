import { readFile } from 'node:fs/promises'
import type { FindKeys, PublishedKey } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { ask, type Question } from '../../../adapters/outbound/ask.ts'
import { isSafeAddress, isThisMachine } from '../../../adapters/outbound/safe-address.ts'

const longestSet = 1_000_000
const timeoutSeconds = 5

/** The keys from a file or an address, or, when neither is said, from where the receipt's issuer publishes them. */
export const findKeys =
  (place: string | undefined): FindKeys =>
  async issuer => {
    const text = place === undefined ? await fetchOf(issuer) : await readPlace(place)
    const { keys } = JSON.parse(text) as { readonly keys?: unknown }
    if (!Array.isArray(keys)) throw new Error('There is no key set')
    return keys as PublishedKey[]
  }

/** @NOTE A receipt names its issuer: it must not make the reader's machine ask in private networks. */
const fetchOf = (issuer: string): Promise<string> =>
  fetchText(`${issuer}/receipts/jwks`, { onlyPublic: !isThisMachine(issuer) })

const readPlace = (place: string): Promise<string> =>
  /^https?:/.test(place) ? fetchText(place) : readFile(place, 'utf8')

async function fetchText(address: string, where?: Pick<Question, 'onlyPublic'>): Promise<string> {
  if (!isSafeAddress(address, { allowLoopback: true })) throw new Error('Keys are fetched over https')
  const headers = { accept: 'application/jwk-set+json, application/json' }
  const { status, text } = await ask({
    ...where,
    url: address,
    timeoutSeconds,
    mostBytes: longestSet,
    headers,
  })
  if (status !== 200) throw new Error(`The keys cannot be had: ${status}`)
  return text
}
