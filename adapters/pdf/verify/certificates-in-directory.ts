import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificatesInPem } from '../../x509/certificates-in-pem.ts'

/**
 * Every certificate of the `*.pem` files of a directory, in DER and in the order of the files' names. Throws when there is
 * none or one cannot be read.
 */
export function certificatesInDirectory(directory: string): Uint8Array[] {
  const files = readdirSync(directory)
    .filter(name => name.endsWith('.pem'))
    .sort()
  if (files.length === 0) throw new Error(`There is no *.pem file in ${directory}`)
  return files.flatMap(name => {
    const file = join(directory, name)
    try {
      return certificatesInPem(readFileSync(file, 'utf8'))
    } catch (cause) {
      throw new Error(`${file} cannot be used: ${(cause as Error).message}`, { cause })
    }
  })
}
