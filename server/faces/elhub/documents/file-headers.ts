import type { RawRequest } from '../../../http/api.ts'
import { refusal } from '../wire/refusals.ts'

export const pdf = 'application/pdf'

/** Whether a request is about a document's file. */
export const isFile = ({ path }: Pick<RawRequest, 'path'>): boolean => /\.pdf\/?$/i.test(path)

/** Throws unless the caller takes a PDF, or sends one. */
export function assertFileHeaders({ method, headers }: Pick<RawRequest, 'method' | 'headers'>): void {
  if (method === 'GET' && !takesPdf(String(headers.accept ?? ''))) throw notAcceptable()
  if (method === 'PUT' && !sendsPdf(headers['content-type'])) throw unsupported()
}

const readable: ReadonlySet<string> = new Set([pdf, 'application/*', '*/*'])

const takesPdf = (accept: string): boolean =>
  accept.trim() === '' || accept.split(',').some(range => readable.has(nameIn(range)) && !isRefused(range))

const isRefused = (range: string): boolean => /;\s*q=0(\.0*)?\s*(;|$)/i.test(range)

/** A file of no named type may be one. */
const sendsPdf = (contentType: string | string[] | undefined): boolean =>
  contentType === undefined || nameIn(String(contentType)) === pdf

const nameIn = (text: string): string => text.split(';')[0]?.trim().toLowerCase() ?? ''

const notAcceptable = () =>
  refusal('request.not-acceptable', {
    status: 406,
    title: 'Not acceptable',
    detail: "Client must accept 'application/pdf' to receive the document as PDF",
  })

const unsupported = () =>
  refusal('request.unsupported-media', {
    status: 415,
    title: 'Unsupported media type',
    detail: "Unsupported media type, 'application/pdf' is supported.",
  })
