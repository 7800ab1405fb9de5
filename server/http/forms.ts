import type { IncomingMessage } from 'node:http'
import { Problem } from '../domain/problem.ts'

const largestForm = 64 * 1024
const mostFields = 100

/** The fields of a posted form. Throws `request.malformed` for another media type or a field twice, `request.too-large`. */
export async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/x-www-form-urlencoded') {
    throw new Problem('request.malformed', 'A form is application/x-www-form-urlencoded')
  }
  return onceEach(new URLSearchParams(await readText(request)))
}

/** Every name once. Throws `request.malformed`. */
export function onceEach(fields: URLSearchParams): Record<string, string> {
  if (fields.size > mostFields) throw new Problem('request.malformed', 'Too many fields')
  const once: Record<string, string> = Object.create(null)
  for (const [name, value] of fields) {
    if (name in once) throw new Problem('request.malformed', 'A field is there twice')
    once[name] = value
  }
  return once
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  // Left open, so that the answer can still be written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largestForm) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLarge = () => new Problem('request.too-large', `A form holds at most ${largestForm} bytes`)
