import { ObjectIdentifier } from 'asn1js'
import { QCStatements } from 'pkijs'
import { toSchema } from '../../../x509/der.ts'
import { partsOf } from '../../../x509/raw-parts.ts'
import type { Certificate } from '../../../x509/certificate.ts'

const statements = {
  extension: '1.3.6.1.5.5.7.1.3',
  compliance: '0.4.0.1862.1.1',
  device: '0.4.0.1862.1.4',
} as const
const type = { statement: '0.4.0.1862.1.6', forSignatures: '0.4.0.1862.1.6.1' } as const

/** Whether a certificate says of itself that it is for qualified signatures of persons (ETSI EN 319 412-5). */
export function isQualified({ extensions }: Certificate): boolean {
  const value = extensions.get(statements.extension)?.value
  if (!value) return false
  const { values } = new QCStatements({ schema: toSchema(value) })
  const says = (id: string) => values.find(one => one.id === id)
  const types = says(type.statement)?.type
  const isForSignatures =
    types !== undefined &&
    partsOf(types).some(part => part instanceof ObjectIdentifier && part.getValue() === type.forSignatures)
  return says(statements.compliance) !== undefined && says(statements.device) !== undefined && isForSignatures
}
