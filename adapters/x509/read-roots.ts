import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BusinessCertificateSettings } from '../../server/ports/parties/business-certificates.ts'

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Every certificate of a PEM file, or of the `.pem`, `.crt` and `.cer` files of a directory. */
export function readRoots({ roots }: BusinessCertificateSettings): readonly X509Certificate[] {
  if (roots === undefined) return []
  try {
    const texts = filesAt(roots).map(path => readFileSync(path, 'utf8'))
    return texts.flatMap(text => text.match(certificate) ?? []).map(pem => new X509Certificate(pem))
  } catch (cause) {
    throw new Error(`The roots of business certificates at ${roots} cannot be read`, { cause })
  }
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter(name => /\.(pem|crt|cer)$/.test(name))
  return names.map(name => join(path, name))
}
