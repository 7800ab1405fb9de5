import type { IncomingMessage } from 'node:http'
import { Problem } from '../domain/problem.ts'
import type { BodyFormat } from './api/api.ts'

/** Bytes. */
const usualLargest = 64 * 1024

const mostParameters = 100

export const formMediaType = 'application/x-www-form-urlencoded'

interface Wanted {
  readonly format: BodyFormat
  /** Media types of a JSON body. */
  readonly mediaTypes: readonly string[]
  /** Bytes. */
  readonly largest?: number | undefined
}

/** A body as the route takes it. Throws `request.malformed`, `request.unsupported-media` or `request.too-large`. */
export async function readBody(request: IncomingMessage, wanted: Wanted): Promise<unknown> {
  const { format, mediaTypes, largest } = wanted
  if (format !== 'bytes') assertMediaType(request, format === 'form' ? [formMediaType] : mediaTypes)
  const bytes = await readBytes(request, largest)
  if (format === 'bytes') return bytes
  return format === 'form' ? onceEach(toForm(bytes)) : toJson(bytes)
}

/** What the body is said to be, without parameters and in small letters; empty when nothing is said. */
export const mediaTypeOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

function assertMediaType(request: IncomingMessage, mediaTypes: readonly string[]): void {
  if (mediaTypes.includes(mediaTypeOf(request))) return
  throw new Problem('request.unsupported-media', `The body must be ${mediaTypes.join(' or ')}`)
}

/**
 * The whole body. Throws `request.too-large` for more than so many bytes, and leaves the connection open, so that the
 * answer can still be written.
 */
export async function readBytes(request: IncomingMessage, largest = usualLargest): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge(largest)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largest) throw tooLarge(largest)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

const tooLarge = (largest: number) =>
  new Problem('request.too-large', `A body holds at most ${largest} bytes`)

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Throws `request.malformed` for what is no JSON in UTF-8. */
export function toJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new Problem('request.malformed', 'The body is no JSON', { cause })
  }
}

/** As a browser reads it: what is no UTF-8 becomes U+FFFD. */
export const toForm = (bytes: Buffer): URLSearchParams => new URLSearchParams(bytes.toString('utf8'))

/** Every name once. Throws `request.malformed` for a name twice, and for too many of them. */
export function onceEach(parameters: URLSearchParams): Record<string, string> {
  if (parameters.size > mostParameters)
    throw new Problem('request.malformed', 'There are too many parameters')
  const once: Record<string, string> = Object.create(null)
  for (const [name, value] of parameters) {
    if (name in once) throw new Problem('request.malformed', 'A parameter stands twice')
    once[name] = value
  }
  return once
}
