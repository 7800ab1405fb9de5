import { type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { keyFromPem, localSigner } from '../../adapters/pdf/seal/local-signer.ts'
import { readSealIdentity, type SealIdentity } from '../../adapters/pdf/seal/seal-identity.ts'
import { vaultSigner } from '../../adapters/vault/vault-signer.ts'
import type { SealConfig } from '../config/seal.ts'
import { Problem } from '../domain/problem.ts'
import type { SealSigner } from '../ports/documents/seal-signer.ts'

export interface Seal {
  readonly identity: SealIdentity
  readonly signer: SealSigner
}

/** The seal of the configuration. Throws `document.sealer-misconfigured` when what is here cannot seal. */
export async function configuredSeal(seal: SealConfig): Promise<Seal> {
  const identity = readSealIdentity({
    certificate: await readText(seal.certificateFile),
    intermediate: await readText(seal.intermediateFile),
    earlier: await Promise.all(seal.earlierFiles.map(readText)),
  })
  return { identity, signer: await signerOf(seal.key, identity) }
}

async function signerOf(key: SealConfig['key'], identity: SealIdentity): Promise<SealSigner> {
  if (key.kind === 'vault') return vaultSigner(key)
  if (key.kind === 'pem') return ownSigner(keyFromPem(key.pem, key.passphrase), identity)
  const { readPkcs12 } = await import('../../adapters/pdf/seal/read-pkcs12.ts')
  const { key: opened } = await readPkcs12(await readFile(key.file).catch(unreadable(key.file)), key.password)
  return ownSigner(opened, identity)
}

function ownSigner(key: KeyObject, { certificate }: SealIdentity): SealSigner {
  const signer = localSigner(key)
  if (new X509Certificate(certificate).checkPrivateKey(key)) return signer
  throw new Problem('document.sealer-misconfigured', 'The key of the seal does not belong to its certificate')
}

const readText = (file: string): Promise<string> => readFile(file, 'utf8').catch(unreadable(file))

const unreadable =
  (file: string) =>
  (cause: unknown): never => {
    throw new Problem('document.sealer-misconfigured', `${file} cannot be read`, { cause })
  }
