import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BusinessCertificateSettings } from '../../server/ports/parties/business-certificates.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { pemCertificates } from './certificates-in-pem.ts'

/** Every certificate of a PEM file, or of the `.pem`, `.crt` and `.cer` files of a directory. */
export function readRoots({ roots }: BusinessCertificateSettings): readonly Certificate[] {
  if (roots === undefined) return []
  try {
    const texts = filesAt(roots).map(path => readFileSync(path, 'utf8'))
    return texts.flatMap(pemCertificates).map(readCertificate)
  } catch (cause) {
    throw new Error(`The roots of business certificates at ${roots} cannot be read`, { cause })
  }
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter(name => /\.(pem|crt|cer)$/.test(name))
  return names.map(name => join(path, name))
}
