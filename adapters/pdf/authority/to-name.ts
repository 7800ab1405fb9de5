import { ObjectIdentifier, PrintableString, Sequence, Set as AsnSet, Utf8String } from 'asn1js'
import { RelativeDistinguishedNames } from 'pkijs'
import { toDer, toSchema } from '../../x509/der.ts'

const types = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
} as const

type NamePart = keyof typeof types

/** Who a certificate is about, from the widest part to the narrowest. */
export type DistinguishedName = Readonly<Partial<Record<NamePart, string>>>

/** @NOTE Built from a schema, since the library would put all parts of a name in one set. */
export function toName(name: DistinguishedName): RelativeDistinguishedNames {
  const parts = Object.entries(name).map(([part, value]) => toPart(part as NamePart, value))
  return new RelativeDistinguishedNames({ schema: toSchema(toDer(new Sequence({ value: parts }))) })
}

const toPart = (part: NamePart, value: string): AsnSet =>
  new AsnSet({
    value: [new Sequence({ value: [new ObjectIdentifier({ value: types[part] }), toText(part, value)] })],
  })

/** X.520 wants the country and the serial number in printable letters. */
const toText = (part: NamePart, value: string): PrintableString | Utf8String =>
  part === 'C' || part === 'serialNumber' ? new PrintableString({ value }) : new Utf8String({ value })
