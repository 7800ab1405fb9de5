import { BasicConstraints, ExtKeyUsage } from 'pkijs'
import { toSchema } from './der.ts'
import type { Certificate } from './certificate.ts'

const ids = {
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  qualifiedStatements: '1.3.6.1.5.5.7.1.3',
  shortTerm: '0.4.0.194121.2.1',
} as const

const understood = new Set<string>(Object.values(ids))

const bits = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  certificateSigning: 0x04,
  listSigning: 0x02,
} as const

/** RFC 5280: an extension that is critical and not understood makes the certificate unusable. */
export const isUnderstood = ({ extensions }: Certificate): boolean =>
  [...extensions].every(([id, { critical }]) => !critical || understood.has(id))

/** Whether its key may do one of these things; without the extension it may. */
export function mayUseKeyFor(certificate: Certificate, ...uses: readonly (keyof typeof bits)[]): boolean {
  const value = certificate.extensions.get(ids.keyUsage)?.value
  if (!value) return true
  const first = value[3] ?? 0
  return value[0] === 0x03 && uses.some(use => (first & bits[use]) !== 0)
}

/** How many authorities may be between this one and the last certificate; `undefined` for no authority. */
export function authorityDepth({ extensions }: Certificate): number | undefined {
  const value = extensions.get(ids.basicConstraints)?.value
  if (!value) return undefined
  const { cA, pathLenConstraint } = new BasicConstraints({ schema: toSchema(value) })
  if (!cA) return undefined
  return typeof pathLenConstraint === 'number' ? pathLenConstraint : Number.POSITIVE_INFINITY
}

/** What the extended key usage names, if there is one. */
export function purposesOf({
  extensions,
}: Certificate): { critical: boolean; purposes: string[] } | undefined {
  const extension = extensions.get(ids.extendedKeyUsage)
  if (!extension) return undefined
  const { keyPurposes } = new ExtKeyUsage({ schema: toSchema(extension.value) })
  return { critical: extension.critical, purposes: keyPurposes }
}

/** ETSI EN 319 412-1, 5.2: valid for so short a time that nobody revokes it. */
export const isShortTerm = ({ extensions }: Certificate): boolean => extensions.has(ids.shortTerm)

/** > the period of time from notBefore through notAfter, inclusive.  RFC 5280 4.1.2.5 */
export const isValidAt = ({ notBefore, notAfter }: Certificate, at: Date): boolean =>
  notBefore <= at && at <= notAfter
