import { z } from 'zod'
import type { FaceSeal } from '../../face-module.ts'

const Text = z.string().min(1).optional()

/** The seal in upstream's words: a Vault that signs, and the certificates. */
export const sealShape = {
  vaultUrl: z.url({ protocol: /^https?$/ }).optional(),
  vaultKey: Text,
  /** The version of the key that the certificate is for. */
  vaultKeyVersion: z.coerce.number().int().positive().default(1),
  vaultTokenPath: Text,
  pathToSigningCertificate: Text,
  pathToIntermediateCertificate: Text,
  /** PEM files, with commas between, of certificates that sealed before. */
  pathsToEarlierCertificates: Text,
} as const

type Given = z.infer<z.ZodObject<typeof sealShape>>

const names = [
  'vaultUrl',
  'vaultKey',
  'vaultTokenPath',
  'pathToSigningCertificate',
  'pathToIntermediateCertificate',
] as const satisfies readonly (keyof Given)[]

/** Finds fault with a seal that is set in part. */
export function checkSeal(given: Given, { addIssue }: Pick<z.RefinementCtx, 'addIssue'>): void {
  if (names.every(name => given[name] === undefined)) return
  for (const name of names.filter(one => given[one] === undefined)) {
    addIssue({ code: 'custom', path: [name], message: 'it is missing though the seal is set' })
  }
}

/** The seal of settings without fault, `undefined` when none is set. */
export function sealOf(given: Given): FaceSeal | undefined {
  const { vaultUrl, vaultKey: key, vaultKeyVersion: keyVersion, vaultTokenPath: tokenFile } = given
  if (!vaultUrl || !key || !tokenFile) return undefined
  return {
    certificateFile: given.pathToSigningCertificate ?? '',
    intermediateFile: given.pathToIntermediateCertificate ?? '',
    earlierFiles: given.pathsToEarlierCertificates?.split(',').map(path => path.trim()) ?? [],
    key: { kind: 'vault', engine: vaultUrl.replace(/\/$/, ''), key, keyVersion, tokenFile },
  }
}
