import { isSignedWith } from './signature-algorithm.ts'
import type { Certificate } from './certificate.ts'

/** From a certificate up to, but not with, the root that it ends under. */
export interface Chain {
  readonly certificates: readonly [Certificate, ...Certificate[]]
  readonly root: Certificate
}

export interface Surroundings {
  /** The certificates that came with the signature, in any order. */
  readonly own: () => readonly Certificate[]
  /** Others in the document, looked at only when those are not enough. */
  readonly further: () => readonly Certificate[]
  readonly roots: readonly Certificate[]
}

const longest = 8

/** The chain that signatures link to one of the roots, whether or not the root came with the document. */
export function buildChain(leaf: Certificate, { own, further, roots }: Surroundings): Chain | undefined {
  const without = (pool: readonly Certificate[]) =>
    pool.filter(one => !roots.some(root => isSameKey(one, root)))
  return (
    climb([leaf], { pool: without(own()), roots }) ??
    climb([leaf], { pool: without([...own(), ...further()]), roots })
  )
}

interface Pool {
  readonly pool: readonly Certificate[]
  readonly roots: readonly Certificate[]
}

function climb(path: readonly [Certificate, ...Certificate[]], around: Pool): Chain | undefined {
  const top = path.at(-1)!
  const root = around.roots.find(one => isIssuedBy(top, one))
  if (root) return { certificates: path, root }
  if (path.length === longest) return undefined
  for (const issuer of around.pool) {
    if (path.some(one => isSameKey(one, issuer)) || !isIssuedBy(top, issuer)) continue
    const chain = climb([...path, issuer], around)
    if (chain) return chain
  }
  return undefined
}

export const isIssuedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  certificate.algorithm !== undefined &&
  certificate.issuer.isEqual(issuer.subject) &&
  isSignedWith(issuer.publicKey, {
    data: certificate.signed,
    signature: certificate.signature,
    algorithm: certificate.algorithm,
  })

/** Subject and key are the same, though the certificate may have been renewed. */
export const isSameKey = (one: Certificate, other: Certificate): boolean =>
  Buffer.compare(one.publicKeyInfo, other.publicKeyInfo) === 0 && one.subject.isEqual(other.subject)
