import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { certificatesInPem } from '../../../adapters/x509/certificates-in-pem.ts'

/** A file that says what to compare with cannot be used: then it is not the document that is at fault. */
export class Unreadable extends Error {
  readonly code: 'trust.unreadable' | 'original.unreadable'

  constructor(code: Unreadable['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type DocumentFile = { readonly bytes: Uint8Array } | { readonly fault: string }

/** One MiB and a byte: what is longer is no document of ours, whatever follows. */
const mostBytes = 1_048_577

export async function readUpload(path: string): Promise<DocumentFile> {
  try {
    return { bytes: await readStart(path) }
  } catch (error) {
    return { fault: `The file cannot be read (${codeOf(error)})` }
  }
}

export async function readOriginal(path: string): Promise<Uint8Array> {
  try {
    return await readStart(path)
  } catch (cause) {
    throw new Unreadable('original.unreadable', `${path} cannot be read (${codeOf(cause)})`, { cause })
  }
}

/** The certificates of these PEM files, in DER. */
export const readTrust = async (paths: readonly string[]): Promise<Uint8Array[]> =>
  (await Promise.all(paths.map(certificatesIn))).flat()

async function certificatesIn(path: string): Promise<Uint8Array[]> {
  try {
    return certificatesInPem(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new Unreadable('trust.unreadable', `${path} cannot be used: ${(cause as Error).message}`, { cause })
  }
}

const readStart = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await buffer(createReadStream(path, { end: mostBytes - 1 })))

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
