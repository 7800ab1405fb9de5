import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import type { SigningAlgorithm } from '../../../server/domain/registry/signing-algorithm.ts'
import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'

interface Prepared {
  readonly kid: string
  readonly header: string
  readonly key: KeyObject
}

/** Signs at once, with the key of the algorithm that signs first: of all of them when none is said. */
export type JwtSigner = (claims: object, alg?: SigningAlgorithm) => string

/** JWTs of one `typ`. */
export function jwtSigner(typ: string, keys: () => readonly SigningKey[]): JwtSigner {
  const prepared = new Map<SigningAlgorithm, Prepared>()

  const prepare = ({ kid, alg, jwk }: SigningKey): Prepared => {
    const known = prepared.get(alg)
    if (known?.kid === kid) return known
    const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
    const made = { kid, key, header: encoded({ alg, typ, kid }) }
    prepared.set(alg, made)
    return made
  }

  return (claims, wanted) => {
    const first = keys().find(({ alg }) => wanted === undefined || alg === wanted)
    if (!first) throw new Error('There is no key to sign with')
    const { header, key } = prepare(first)
    const data = `${header}.${encoded(claims)}`
    const signature = sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' })
    return `${data}.${signature.toString('base64url')}`
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
