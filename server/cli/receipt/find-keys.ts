import { readFile } from 'node:fs/promises'
import type { PublishedKey, Trust } from '../../../adapters/jose/receipt/verify-receipt.ts'
import { ask, type Question } from '../../../adapters/outbound/ask.ts'
import { isSafeAddress, isThisMachine } from '../../../adapters/outbound/safe-address.ts'

const longestSet = 1_000_000
const timeoutSeconds = 5

interface Said {
  /** Issuers that the reader trusts. */
  readonly issuers: readonly string[]
  /** File or address of keys. */
  readonly jwks: string | undefined
}

/** Keys come from where the reader says, else from an issuer whom the reader trusts; from nowhere else. */
export const trustIn = ({ issuers, jwks }: Said): Trust => ({
  issuers,
  async findKeys(issuer) {
    if (jwks !== undefined) return keysIn(await readPlace(jwks))
    return issuers.includes(issuer) ? keysIn(await fetchOf(issuer)) : undefined
  },
})

/** @NOTE Lists of issuers are passed on: they must not make the reader's machine ask in private networks. */
const fetchOf = (issuer: string): Promise<string> =>
  fetchText(`${issuer}/receipts/jwks`, { onlyPublic: !isThisMachine(issuer) })

function keysIn(text: string): readonly PublishedKey[] {
  const { keys } = JSON.parse(text) as { readonly keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('There is no key set')
  return keys as PublishedKey[]
}

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
