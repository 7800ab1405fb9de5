import type { X509Certificate } from 'node:crypto'

/** `serialNumber` (2.5.4.5) in older certificates, `organizationIdentifier` (2.5.4.97) in newer ones. */
const fields = [/^organizationIdentifier=NTRNO-([0-9]{9})$/, /^serialNumber=([0-9]{9})$/]

/** The organization number in the subject, `undefined` when there is none. */
export function organizationOf({ subject }: X509Certificate): string | undefined {
  const lines = subject.split('\n')
  const [found] = fields.flatMap(field => lines.flatMap(line => field.exec(line)?.[1] ?? []))
  return found
}
