import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../../server/ports/clock.ts'
import type { CertificateSubject } from '../../server/domain/registry/client.ts'
import { readCertificate } from './certificate.ts'
import { pemCertificates } from './certificates-in-pem.ts'
import { isIssuedTo } from './issued-to.ts'
import { leadsTo, mayVouch } from './leads-to.ts'
import { readRoots } from './read-roots.ts'
import { purposesOf } from './usage.ts'

interface Trust {
  readonly clock: Clock
  /** A PEM file, or a directory of such. */
  readonly roots: string | undefined
  /** Further ones, in PEM. */
  readonly more?: readonly string[]
}

interface Judge {
  /** Whether its chain leads to one of these roots at this moment. */
  isTrusted(certificate: X509Certificate): boolean
  /** Whether it was issued to this subject. */
  isOf(certificate: X509Certificate, subject: CertificateSubject): boolean
}

const [forClients, forAnything] = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0']

/** Judges certificates of clients by their chain to these roots, which are read at once. Revocation is not asked. */
export function judgeOfClientCertificates({ clock, roots, more = [] }: Trust): Judge {
  const further = more.flatMap(pemCertificates).map(readCertificate)
  const known = [...readRoots({ roots }), ...further].filter(mayVouch)
  return {
    isTrusted(certificate) {
      const leaf = parsed(certificate)
      if (!leaf) return false
      const { purposes } = purposesOf(leaf) ?? { purposes: [forClients] }
      const isForClients = purposes.includes(forClients) || purposes.includes(forAnything)
      return isForClients && leadsTo(known, { leaf, above: [], at: clock.now() })
    },
    isOf(certificate, subject) {
      const leaf = parsed(certificate)
      return leaf !== undefined && isIssuedTo(leaf, subject)
    },
  }
}

/** `undefined` for what others may take for a certificate, and we do not. */
function parsed({ raw }: X509Certificate) {
  try {
    return readCertificate(raw)
  } catch {
    return undefined
  }
}
