import { constants, type KeyObject, verify } from 'node:crypto'
import { type AlgorithmIdentifier, RSASSAPSSParams } from 'pkijs'

export type Hash = 'sha256' | 'sha384' | 'sha512'

/** How something was signed; `undefined` stands for a hash that is named beside it. */
export interface SignatureAlgorithm {
  readonly kind: 'rsa' | 'rsa-pss' | 'ec'
  readonly hash: Hash | undefined
  readonly saltLength?: number
}

const hashes: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

const algorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.113549.1.1.1': { kind: 'rsa', hash: undefined },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512' },
}

const pss = '1.2.840.113549.1.1.10'

/** Throws an ordinary `Error` for a hash that nobody may rely on any more. */
export function hashOf({ algorithmId }: AlgorithmIdentifier): Hash {
  const hash = hashes[algorithmId]
  if (!hash) throw new Error(`The hash ${algorithmId} is not accepted`)
  return hash
}

/** Throws an ordinary `Error` for an algorithm that nobody may rely on any more. */
export function signatureAlgorithm(identifier: AlgorithmIdentifier): SignatureAlgorithm {
  const algorithm = reliableAlgorithm(identifier)
  if (!algorithm) throw new Error(`The signature algorithm ${identifier.algorithmId} is not accepted`)
  return algorithm
}

/** `undefined` for an algorithm that nobody may rely on any more. Throws an ordinary `Error` for unreadable parameters. */
export const reliableAlgorithm = (identifier: AlgorithmIdentifier): SignatureAlgorithm | undefined =>
  identifier.algorithmId === pss ? pssOf(identifier) : algorithms[identifier.algorithmId]

function pssOf({ algorithmParams }: AlgorithmIdentifier): SignatureAlgorithm | undefined {
  const { hashAlgorithm, saltLength } = new RSASSAPSSParams({ schema: algorithmParams })
  const hash = hashes[hashAlgorithm.algorithmId]
  return hash && { kind: 'rsa-pss', hash, saltLength }
}

export interface Signed {
  readonly data: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: SignatureAlgorithm
  /** For an algorithm that names none. */
  readonly hash?: Hash
}

/** Whether the key made the signature, with an algorithm that fits it and a key that is long enough. */
export function isSignedWith(publicKey: KeyObject, { data, signature, algorithm, hash }: Signed): boolean {
  const chosen = algorithm.hash ?? hash
  if (!chosen || !fits(publicKey, algorithm.kind)) return false
  return verify(chosen, data, { key: publicKey, ...paddingOf(algorithm) }, signature)
}

function paddingOf({ kind, saltLength }: SignatureAlgorithm) {
  if (kind === 'ec') return { dsaEncoding: 'der' as const }
  if (kind === 'rsa') return { padding: constants.RSA_PKCS1_PADDING }
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength ?? 20 }
}

const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

function fits(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  kind: SignatureAlgorithm['kind'],
): boolean {
  if (kind === 'ec') return asymmetricKeyType === 'ec' && curves.has(asymmetricKeyDetails?.namedCurve ?? '')
  const isRsa = asymmetricKeyType === 'rsa' || (kind === 'rsa-pss' && asymmetricKeyType === 'rsa-pss')
  return isRsa && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
}
