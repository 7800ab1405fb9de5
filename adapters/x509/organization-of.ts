import { BaseStringBlock } from 'asn1js'
import type { Certificate } from './certificate.ts'

/** `organizationIdentifier` in newer certificates, `serialNumber` in older ones. */
const members = [
  { id: '2.5.4.97', number: /^NTRNO-([0-9]{9})$/ },
  { id: '2.5.4.5', number: /^([0-9]{9})$/ },
]

/** The organization number in the subject, `undefined` when there is none. */
export function organizationOf({ subject }: Pick<Certificate, 'subject'>): string | undefined {
  const textsOf = (id: string) =>
    subject.typesAndValues.flatMap(({ type, value }) =>
      type === id && value instanceof BaseStringBlock ? [value.getValue()] : [],
    )
  const [found] = members.flatMap(({ id, number }) =>
    textsOf(id).flatMap(text => number.exec(text)?.[1] ?? []),
  )
  return found
}
