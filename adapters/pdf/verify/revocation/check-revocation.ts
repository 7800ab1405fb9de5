import type { Certificate } from '../../../x509/certificate.ts'
import type { Chain } from '../../../x509/chain.ts'
import { isShortTerm } from '../../../x509/usage.ts'
import { readable } from '../cms/readable.ts'
import { must } from '../refusal.ts'
import type { Report } from '../report.ts'
import type { RevocationDatum, RevocationStatus } from './revocation-datum.ts'

export interface RevocationQuestion {
  readonly data: readonly RevocationDatum[]
  /** When the signature was made. */
  readonly at: Date
  readonly signer: Chain
  readonly authority: Chain
}

/** Nobody had revoked any of the certificates by then, and the document itself can show it. */
export function checkRevocation({ data, at, signer, authority }: RevocationQuestion, report: Report): void {
  const statuses = linksOf(signer).map(link => ({ link, known: statusesOf(link, data) }))
  report.check('revocation', 'signer-revoked', () => {
    const isRevoked = statuses.some(({ known }) => known.some(one => wasRevoked(one, at)))
    must(!isRevoked, 'signer-revoked', 'A certificate had been revoked')
  })
  report.check('revocation-complete', 'evidence-missing', () => {
    const isTold = statuses.every(
      ({ link, known }) => isShortTerm(link.certificate) || known.some(one => speaks(one, at)),
    )
    must(isTold, 'evidence-missing', 'The document does not tell of every certificate whether it was revoked')
  })
  report.check('time-stamp-revocation', 'time-stamp-missing', () => {
    const known = linksOf(authority).flatMap(link => statusesOf(link, data))
    const isRevoked = known.some(one => wasRevoked(one, at))
    must(!isRevoked, 'time-stamp-missing', 'A certificate of the time-stamp authority had been revoked')
  })
}

interface Link {
  readonly certificate: Certificate
  readonly issuer: Certificate
}

const linksOf = ({ certificates, root }: Chain): Link[] =>
  certificates.map((certificate, index) => ({ certificate, issuer: certificates[index + 1] ?? root }))

const statusesOf = ({ certificate, issuer }: Link, data: readonly RevocationDatum[]): RevocationStatus[] =>
  data
    .map(datum => readable(() => datum.statusOf(certificate, issuer)))
    .filter(status => status !== undefined)

const wasRevoked = ({ revokedAt }: RevocationStatus, at: Date) => revokedAt !== undefined && revokedAt <= at

const speaks = ({ speaksUntil }: RevocationStatus, at: Date) => speaksUntil !== undefined && speaksUntil >= at
