import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'

const largestBody = 64 * 1024
const mostParameters = 100
const longestParameter = 16 * 1024

/** The parameters of a posted form; the body can be read once more. Throws `request.malformed` or `request.too-large`. */
export async function readForm({ req }: Pick<Context, 'req'>): Promise<URLSearchParams> {
  const body = await readBody(req)
  rewind(req, body)
  return assertSound(new URLSearchParams(body.toString('utf8')))
}

/**
 * RFC 6749 section 3.2: parameters must not be included more than once; only `resource` may (RFC 8707 section 2).
 * Throws `request.malformed`.
 */
export function assertSound(parameters: URLSearchParams): URLSearchParams {
  const refuse = (detail: string): never => {
    throw new Problem('request.malformed', detail)
  }
  if (parameters.size > mostParameters) refuse('There are too many parameters')
  const seen = new Set<string>()
  for (const [name, value] of parameters) {
    if (name.includes('[')) refuse('A parameter is not written as an array')
    if (seen.has(name) && name !== 'resource') refuse('A parameter is there twice')
    if (value.length > longestParameter) refuse('A parameter is too long')
    if (value.includes('\0') || name.includes('\0')) refuse('A parameter holds a character that is not allowed')
    seen.add(name)
  }
  return parameters
}

/** RFC 9110 section 11.6.2: credentials come once. Throws `request.malformed`. */
export function assertOneAuthorization({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): void {
  const given = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization')
  if (given.length > 1) throw new Problem('request.malformed', 'There is more than one Authorization header')
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Problem('request.too-large', `A body holds at most ${largestBody} bytes`)
  if (Number(req.headers['content-length'] ?? 0) > largestBody) throw tooLarge
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > largestBody) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** @NOTE The engine reads the body itself, by exactly these two members. */
function rewind(req: IncomingMessage, body: Buffer): void {
  Object.defineProperty(req, 'readable', { value: true, configurable: true })
  Object.assign(req, {
    async *iterator() {
      yield body
    },
  })
}
