import type { Context, Middleware } from 'koa'

const path = '/demo/signature'
const mostBytes = 1_048_576

/** The PDF with the signature of a person of the demo, by the national identity number. */
type SignAsPerson = (pdf: Uint8Array, nin: string) => Promise<Uint8Array>

/**
 * `POST /demo/signature` with a PDF (`application/pdf`) and the national identity number of a person of the demo in
 * `Demo-Signer`; answers the PDF as that person signs it.
 */
export const signatureRoute =
  (signAsPerson: SignAsPerson): Middleware =>
  async (context, next) => {
    if (context.path !== path) return next()
    if (context.method !== 'POST') {
      context.set('Allow', 'POST')
      context.status = 405
      return
    }
    const signed = await attempt(signAsPerson, context)
    if (!signed) {
      context.status = 400
      context.body = {
        title: 'Send a PDF as application/pdf, and a person of the demo in Demo-Signer',
        status: 400,
      }
      return
    }
    context.type = 'application/pdf'
    context.body = Buffer.from(signed)
  }

/** Only what says that it is a PDF: a page of another site cannot send that without asking first. */
async function attempt(signAsPerson: SignAsPerson, context: Context): Promise<Uint8Array | undefined> {
  if (!/^application\/pdf\b/.test(context.get('content-type'))) return undefined
  const pdf = await readBytes(context.req)
  if (pdf.length === 0) return undefined
  try {
    return await signAsPerson(pdf, context.get('demo-signer'))
  } catch {
    return undefined
  }
}

/** Nothing when it is more than any document is. */
async function readBytes(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
  }
  return size > mostBytes ? Buffer.alloc(0) : Buffer.concat(chunks)
}
