import { BaseStringBlock } from 'asn1js'
import type { RelativeDistinguishedNames } from 'pkijs'
import type { Certificate } from '../../../x509/certificate.ts'

const shown: Readonly<Record<string, string>> = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.6': 'C' }

const longest = 200

/** An authority's name for a report. */
export const nameText = ({ typesAndValues }: RelativeDistinguishedNames): string =>
  typesAndValues
    .flatMap(({ type, value }) =>
      shown[type] && value instanceof BaseStringBlock ? [`${shown[type]}=${value.getValue()}`] : [],
    )
    .join(', ')
    .slice(0, longest)

/** What kind of key a certificate is for. */
export const keyText = ({ publicKey: { asymmetricKeyType, asymmetricKeyDetails } }: Certificate): string =>
  `${asymmetricKeyType ?? ''} ${asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength ?? ''}`
