import type { IncomingMessage } from 'node:http'
import { Problem } from '../domain/problem.ts'
import type { BodyFormat } from './api.ts'

const usualLargest = 64 * 1024

interface Wanted {
  readonly format: BodyFormat
  /** Media types of a JSON body. */
  readonly mediaTypes: readonly string[]
  /** Bytes. */
  readonly largest?: number | undefined
}

/** A body as the route takes it. Throws `request.malformed`, `request.unsupported-media` or `request.too-large`. */
export async function readBody(request: IncomingMessage, wanted: Wanted): Promise<unknown> {
  const { format, mediaTypes, largest = usualLargest } = wanted
  if (format === 'bytes') return readBytes(request, largest)
  if (format === 'form') {
    assertMediaType(request, ['application/x-www-form-urlencoded'])
    return toForm((await readBytes(request, largest)).toString('utf8'))
  }
  assertMediaType(request, mediaTypes)
  return toJson(await readBytes(request, largest))
}

function assertMediaType(request: IncomingMessage, mediaTypes: readonly string[]): void {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaTypes.includes(mediaType)) return
  throw new Problem('request.unsupported-media', `The body must be ${mediaTypes.join(' or ')}`)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function toJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new Problem('request.malformed', 'The body is no JSON', { cause })
  }
}

function toForm(text: string): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(text)]
  const names = new Set(fields.map(([name]) => name))
  if (names.size < fields.length) throw new Problem('request.malformed', 'A parameter stands twice')
  return Object.fromEntries(fields)
}

async function readBytes(request: IncomingMessage, largest: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge(largest)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largest) throw tooLarge(largest)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (largest: number) =>
  new Problem('request.too-large', `A body holds at most ${largest} bytes`)
