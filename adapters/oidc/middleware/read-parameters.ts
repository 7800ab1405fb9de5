import type { IncomingMessage } from 'node:http'
import { Problem } from '../../../server/domain/problem.ts'
import { readBytes, toForm } from '../../../server/http/body.ts'

const mostParameters = 100
const longestParameter = 16 * 1024

const forms = new WeakMap<IncomingMessage, Promise<URLSearchParams>>()

/**
 * The parameters of a posted form, the same for everybody who asks; the body can be read once more.
 * Throws `request.malformed` or `request.too-large`.
 */
export function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const known = forms.get(req)
  if (known) return known
  const reading = readBytes(req).then(body => {
    rewind(req, body)
    return assertSound(toForm(body))
  })
  forms.set(req, reading)
  return reading
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
    if (value.includes('\0') || name.includes('\0'))
      refuse('A parameter holds a character that is not allowed')
    seen.add(name)
  }
  return parameters
}

/** RFC 9110 section 11.6.2: credentials come once. Throws `request.malformed`. */
export function assertOneAuthorization(request: Pick<IncomingMessage, 'rawHeaders'>): void {
  if (!hasOneAuthorization(request))
    throw new Problem('request.malformed', 'There is more than one Authorization header')
}

export const hasOneAuthorization = ({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization').length <= 1

/** @NOTE The engine reads the body itself, by exactly these two members. */
function rewind(req: IncomingMessage, body: Buffer): void {
  Object.defineProperty(req, 'readable', { value: true, configurable: true })
  Object.assign(req, {
    async *iterator() {
      yield body
    },
  })
}
