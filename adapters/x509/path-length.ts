import type { X509Certificate } from 'node:crypto'
import { type BasicConstraints, Certificate } from 'pkijs'

/** How many authorities may stand between this one and a leaf (RFC 5280 section 4.2.1.9). */
export function pathLength({ raw }: X509Certificate): number {
  const { extensions = [] } = Certificate.fromBER(new Uint8Array(raw))
  const constraints = extensions.find(({ extnID }) => extnID === '2.5.29.19')?.parsedValue as
    | BasicConstraints
    | undefined
  const limit = constraints?.pathLenConstraint
  if (limit === undefined) return Infinity
  return typeof limit === 'number' ? limit : limit.valueBlock.valueDec
}
