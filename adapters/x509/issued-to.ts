import { isIP } from 'node:net'
import { GeneralNames } from 'pkijs'
import type { CertificateSubject } from '../../server/domain/registry/client.ts'
import { distinguishedName } from '../../server/domain/registry/distinguished-name.ts'
import type { Certificate } from './certificate.ts'
import { toSchema } from './der.ts'

const alternativeNames = '2.5.29.17'

/** GeneralName (RFC 5280 section 4.2.1.6), by the members of RFC 8705 section 2.1.2. */
const kinds: Readonly<Record<string, number>> = {
  tls_client_auth_san_email: 1,
  tls_client_auth_san_dns: 2,
  tls_client_auth_san_uri: 6,
  tls_client_auth_san_ip: 7,
}

/** Whether the subject, or one of its other names, is exactly this one. No wildcard, and no common name in place of a host. */
export function isIssuedTo(certificate: Certificate, { member, value }: CertificateSubject): boolean {
  if (member === 'tls_client_auth_subject_dn') return isSubject(certificate, value)
  const kind = kinds[member]
  return kind !== undefined && namesOf(certificate, kind).includes(normal(value, kind))
}

function isSubject({ subject }: Certificate, written: string): boolean {
  const wanted = distinguishedName(written)
  const there = subject.typesAndValues.map(
    ({ type, value }) => [type, String(value.valueBlock.value)] as const,
  )
  return (
    wanted !== undefined &&
    wanted.length === there.length &&
    // @NOTE RFC 4514 section 2.1: written from the last to the first.
    wanted.toReversed().every(([type, value], at) => there[at]![0] === type && there[at]![1] === value)
  )
}

function namesOf({ extensions }: Certificate, kind: number): readonly string[] {
  const value = extensions.get(alternativeNames)?.value
  if (!value) return []
  const { names } = new GeneralNames({ schema: toSchema(value) })
  return names.filter(({ type }) => type === kind).map(name => normal(textOf(name.value, kind), kind))
}

/** An address is an octet string, the others are texts. */
const textOf = (value: unknown, kind: number): string =>
  kind === kinds.tls_client_auth_san_ip
    ? Buffer.from((value as { getValue(): ArrayBuffer }).getValue()).toString('hex')
    : String(value)

/** Hosts are compared as RFC 4343 has it, addresses by their octets, all else as it is written. */
function normal(value: string, kind: number): string {
  if (kind === kinds.tls_client_auth_san_dns) return value.toLowerCase()
  return kind === kinds.tls_client_auth_san_ip ? octetsOf(value) : value
}

/** Any other text is given back, an address with a zone among them: the zone is of one machine, and of no certificate. */
function octetsOf(address: string): string {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number)).toString('hex')
  const hostname = URL.parse(`http://[${address}]`)?.hostname
  if (hostname === undefined) return address
  const [head = '', tail = ''] = hostname.slice(1, -1).split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const [before, after] = [groups(head), groups(tail)]
  const middle = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...middle, ...after].map(group => group.padStart(4, '0')).join('')
}
