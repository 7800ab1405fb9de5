import { Problem } from '../../server/domain/problem.ts'
import { type Certificate, readCertificate } from './certificate.ts'

const longestChain = 5

type Given = readonly [leaf: Certificate, ...above: Certificate[]]

/** The certificates of an `x5c` header (RFC 7515 section 4.1.6). Throws `certificate.no-chain`. */
export function parseChain(texts: readonly string[]): Given {
  if (texts.length > longestChain) throw notAChain(`A chain has at most ${longestChain} certificates`)
  const [leaf, ...above] = texts.map(parse)
  if (!leaf) throw notAChain('The chain is empty')
  return [leaf, ...above]
}

function parse(text: string): Certificate {
  try {
    return readCertificate(Buffer.from(text, 'base64'))
  } catch (cause) {
    throw notAChain('x5c holds something that is no certificate', cause)
  }
}

const notAChain = (detail: string, cause?: unknown): Problem =>
  new Problem('certificate.no-chain', detail, { cause })
