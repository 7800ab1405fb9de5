import { X509Certificate } from 'node:crypto'
import { Problem } from '../../server/domain/problem.ts'

const longestChain = 5

type Chain = readonly [leaf: X509Certificate, ...above: X509Certificate[]]

/** The certificates of an `x5c` header (RFC 7515 section 4.1.6). Throws `assertion.bad-chain`. */
export function parseChain(texts: readonly string[]): Chain {
  if (texts.length > longestChain) throw notAChain(`A chain has at most ${longestChain} certificates`)
  const [leaf, ...above] = texts.map(parse)
  if (!leaf) throw notAChain('The chain is empty')
  return [leaf, ...above]
}

function parse(text: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(text, 'base64'))
  } catch (cause) {
    throw notAChain('x5c holds something that is no certificate', cause)
  }
}

const notAChain = (detail: string, cause?: unknown): Problem =>
  new Problem('assertion.bad-chain', detail, { cause })
