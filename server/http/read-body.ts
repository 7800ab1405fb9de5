import type { IncomingMessage } from 'node:http'
import { Problem } from '../domain/problem.ts'

const largestBody = 64 * 1024

/** A JSON body of one of these media types. Throws `request.malformed` or `request.too-large`. */
export async function readJson(request: IncomingMessage, mediaTypes: readonly string[]): Promise<unknown> {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!mediaTypes.includes(mediaType)) {
    throw new Problem('request.malformed', `The body must be ${mediaTypes.join(' or ')}`)
  }
  const text = await readText(request)
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('request.malformed', 'The body is no JSON')
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largestBody) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLarge = () => new Problem('request.too-large', `A body holds at most ${largestBody} bytes`)
