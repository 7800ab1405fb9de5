import type { IncomingMessage } from 'node:http'
import { Problem } from '../../domain/problem.ts'
import { formMediaType, mediaTypeOf, onceEach, readBytes, toForm } from '../body.ts'

const withFiles = 'multipart/form-data'

/** A file that a form carries. Without one chosen, browsers send one that has neither a name nor bytes. */
export interface PostedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * What a form was filled in with, every name once; files only where so many bytes may come. Throws `request.malformed` or
 * `request.too-large`.
 */
export async function postedForm(
  request: IncomingMessage,
  largestWithFiles: number | undefined,
): Promise<Record<string, string | PostedFile>> {
  const mediaType = mediaTypeOf(request)
  if (mediaType === formMediaType) return onceEach(toForm(await readBytes(request)))
  if (mediaType === withFiles && largestWithFiles !== undefined) {
    return read(await readBytes(request, largestWithFiles), request.headers['content-type'] ?? '')
  }
  throw new Problem('request.malformed', `A form is ${formMediaType}`)
}

async function read(bytes: Buffer, contentType: string): Promise<Record<string, string | PostedFile>> {
  const texts = new URLSearchParams()
  const files: Record<string, PostedFile> = Object.create(null)
  for (const [name, value] of await partsOf(bytes, contentType)) {
    if (typeof value === 'string') texts.append(name, value)
    else {
      texts.append(name, '')
      files[name] = { name: value.name, bytes: await value.bytes() }
    }
  }
  return { ...onceEach(texts), ...files }
}

async function partsOf(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    throw new Problem('request.malformed', `The body is no ${withFiles}`, { cause })
  }
}
