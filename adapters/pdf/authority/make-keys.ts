import { webcrypto } from 'node:crypto'

const algorithms = {
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 3072,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const

/** Fresh keys that can be exported. */
export const makeKeys = async (kind: keyof typeof algorithms): Promise<CryptoKeyPair> =>
  (await webcrypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify'])) as CryptoKeyPair
