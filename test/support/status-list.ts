import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'

/** What an API knows of a token's status when it has read the token alone. */
export interface NamedStatus {
  readonly idx: number
  readonly uri: string
}

/** The place that a JWT access token names, if it names one. */
export const namedIn = (token: string): NamedStatus | undefined =>
  (decodeJwt(token).status as { status_list: NamedStatus } | undefined)?.status_list

export interface ReadList {
  readonly sub: string
  readonly iat: number
  readonly exp: number
  readonly ttl: number
  readonly status_list: { readonly bits: number; readonly lst: string; readonly aggregation_uri?: string }
}

/** The list at an address, as an API reads it that knows the issuer's address and the specification only. */
export async function readList(publicUrl: string, uri: string, currentDate = new Date()): Promise<ReadList> {
  const response = await fetch(uri, { headers: { accept: 'application/statuslist+jwt' } })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  const { payload } = await jwtVerify(text, keysOf(publicUrl), {
    typ: 'statuslist+jwt',
    subject: uri,
    requiredClaims: ['iat', 'exp', 'ttl'],
    currentDate,
  })
  return payload as unknown as ReadList
}

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

function keysOf(publicUrl: string) {
  const known = keySets.get(publicUrl) ?? createRemoteJWKSet(new URL(`${publicUrl}/jwks`))
  keySets.set(publicUrl, known)
  return known
}

export const bytesOf = ({ status_list: { lst } }: ReadList): Buffer =>
  inflateSync(Buffer.from(lst, 'base64url'))

/** 0 is valid, 1 is not; a place that the list does not have is an error. */
export function statusAt(list: ReadList, { idx }: NamedStatus): number {
  const byte = bytesOf(list)[idx >> 3]
  assert.notEqual(byte, undefined, 'the list has no such place')
  return (byte! >> (idx & 7)) & 1
}
