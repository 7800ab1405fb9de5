import type { BitString } from 'asn1js'
import {
  AlgorithmIdentifier,
  type Extension,
  Extensions,
  IssuingDistributionPoint,
  RelativeDistinguishedNames,
  RevokedCertificate,
  Time,
} from 'pkijs'
import { toSchema } from '../../../x509/der.ts'
import { type DerPart, derParts } from '../../common/cms/der-parts.ts'
import type { Certificate } from '../../../x509/certificate.ts'
import { authorityDepth, mayUseKeyFor } from '../../../x509/usage.ts'
import {
  isSignedWith,
  type SignatureAlgorithm,
  signatureAlgorithm,
} from '../../../x509/signature-algorithm.ts'
import { once } from '../once.ts'
import type { RevocationDatum } from './revocation-datum.ts'

const ids = { distributionPoint: '2.5.29.28', reason: '2.5.29.21', otherIssuer: '2.5.29.29' } as const
const tags = {
  integer: 0x02,
  sequence: 0x30,
  extensions: 0xa0,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const
const forAllTime = new Date(8.64e15)
/** `removeFromCRL`, as an enumerated value in DER. */
const taken = '0a0108'

/** A revocation list, its entries not yet read. */
interface RevocationList {
  readonly signed: Uint8Array
  readonly algorithm: SignatureAlgorithm
  readonly signature: Uint8Array
  readonly issuer: RelativeDistinguishedNames
  readonly speaksUntil: Date
  readonly entries: Uint8Array
  readonly extensions: readonly Extension[]
}

/** A revocation list in DER (RFC 5280, 5). Throws an ordinary `Error` for anything else. */
export function readCrl(der: Uint8Array): RevocationDatum {
  const list = readList(der)
  const signers = new Map<Certificate, () => boolean>()
  const isBy = (issuer: Certificate): boolean => {
    const known = signers.get(issuer) ?? once(() => isSignedBy(list, issuer))
    signers.set(issuer, known)
    return known()
  }
  return {
    statusOf(certificate, issuer) {
      if (!list.issuer.isEqual(issuer.subject) || !isBy(issuer)) return undefined
      return {
        revokedAt: revocationOf(list, certificate.serialNumber),
        speaksUntil: speaksOf(list, certificate) ? list.speaksUntil : undefined,
      }
    },
  }
}

function readList(der: Uint8Array): RevocationList {
  const [whole, after] = derParts(der)
  const [signed, algorithm, signature] = whole ? derParts(whole.content) : []
  if (after || !signed || !algorithm || !signature) throw new Error('Not a revocation list')
  const parts = [...derParts(signed.content)].filter(({ tag }) => tag !== tags.integer)
  const [, issuer, , ...rest] = parts
  const next = rest.find(({ tag }) => tag === tags.utcTime || tag === tags.generalizedTime)
  const extensions = rest.find(({ tag }) => tag === tags.extensions)
  return {
    signed: signed.whole,
    algorithm: signatureAlgorithm(new AlgorithmIdentifier({ schema: toSchema(algorithm.whole) })),
    signature: (toSchema(signature.whole) as BitString).valueBlock.valueHexView,
    issuer: new RelativeDistinguishedNames({ schema: toSchema(issuer!.whole) }),
    speaksUntil: next ? new Time({ schema: toSchema(next.whole) }).value : forAllTime,
    entries: rest.find(({ tag }) => tag === tags.sequence)?.content ?? new Uint8Array(),
    extensions: extensions ? new Extensions({ schema: toSchema(extensions.content) }).extensions : [],
  }
}

const isSignedBy = ({ signed, signature, algorithm }: RevocationList, issuer: Certificate): boolean =>
  mayUseKeyFor(issuer, 'listSigning') &&
  isSignedWith(issuer.publicKey, { data: signed, signature, algorithm })

/** When the certificate of that number was revoked, if it was. */
function revocationOf({ entries }: RevocationList, serialNumber: string): Date | undefined {
  const wanted = Buffer.from(serialNumber, 'hex')
  for (const entry of derParts(entries)) {
    if (!isOf(entry, wanted)) continue
    const { revocationDate, crlEntryExtensions } = new RevokedCertificate({ schema: toSchema(entry.whole) })
    if (isOfThisIssuer(crlEntryExtensions?.extensions ?? [])) return revocationDate.value
  }
  return undefined
}

function isOf({ content }: DerPart, serialNumber: Buffer): boolean {
  const [number] = derParts(content)
  return number !== undefined && serialNumber.equals(number.content)
}

function isOfThisIssuer(extensions: readonly Extension[]): boolean {
  const reason = extensions.find(({ extnID }) => extnID === ids.reason)?.extnValue.getValue()
  const wasTaken = reason !== undefined && Buffer.from(reason).toString('hex') === taken
  return !wasTaken && !extensions.some(({ extnID }) => extnID === ids.otherIssuer)
}

/** Whether a list is about all certificates of this kind and for every reason. */
function speaksOf({ extensions }: RevocationList, certificate: Certificate): boolean {
  return extensions
    .filter(({ critical }) => critical)
    .every(({ extnID, extnValue }) => {
      if (extnID !== ids.distributionPoint) return false
      const point = new IssuingDistributionPoint({ schema: toSchema(new Uint8Array(extnValue.getValue())) })
      const isAuthority = authorityDepth(certificate) !== undefined
      if (point.indirectCRL || point.onlyContainsAttributeCerts || point.onlySomeReasons) return false
      return isAuthority ? !point.onlyContainsUserCerts : !point.onlyContainsCACerts
    })
}
