import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from '../../../server/domain/problem.ts'
import type { SealSigner } from '../../../server/ports/documents/seal-signer.ts'

const signInPool = promisify(sign)

/** A key in this process. Throws `document.sealer-misconfigured` for anything but an RSA key. */
export function localSigner(key: KeyObject): SealSigner {
  if (key.type !== 'private' || key.asymmetricKeyType !== 'rsa') {
    throw new Problem('document.sealer-misconfigured', 'The key of the seal is not a private RSA key')
  }
  return { sign: async bytes => new Uint8Array(await signInPool('sha256', bytes, key)) }
}

/** The private key in a PEM file, `passphrase` when it is encrypted. */
export function keyFromPem(pem: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) })
  } catch (cause) {
    throw new Problem('document.sealer-misconfigured', 'The key of the seal cannot be read', { cause })
  }
}
