import type { RawRequest } from '../../../http/api/api.ts'
import { refuse } from '../wire/refusals.ts'

export const pdf = 'application/pdf'

/** Whether a request is about a document's file. */
export const isFile = ({ path }: Pick<RawRequest, 'path'>): boolean => /\.pdf\/?$/i.test(path)

/** Throws unless the caller takes a PDF, or sends one. */
export function assertFileHeaders({ method, headers }: Pick<RawRequest, 'method' | 'headers'>): void {
  if (method === 'GET' && !takesPdf(String(headers.accept ?? ''))) throw refuse('file-not-acceptable')
  if (method === 'PUT' && !sendsPdf(headers['content-type'])) throw refuse('file-unsupported')
}

const readable: ReadonlySet<string> = new Set([pdf, 'application/*', '*/*'])

const takesPdf = (accept: string): boolean =>
  accept.trim() === '' || accept.split(',').some(range => readable.has(nameIn(range)) && !isRefused(range))

const isRefused = (range: string): boolean => /;\s*q=0(\.0*)?\s*(;|$)/i.test(range)

/** A file of no named type may be one. */
const sendsPdf = (contentType: string | string[] | undefined): boolean =>
  contentType === undefined || nameIn(String(contentType)) === pdf

const nameIn = (text: string): string => text.split(';')[0]?.trim().toLowerCase() ?? ''
