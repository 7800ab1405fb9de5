import type { Context, Middleware } from 'koa'
import { mediaTypeOf, readBytes } from '../http/body.ts'

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
  if (mediaTypeOf(context.req) !== 'application/pdf') return undefined
  try {
    const pdf = await readBytes(context.req, mostBytes)
    return pdf.length === 0 ? undefined : await signAsPerson(pdf, context.get('demo-signer'))
  } catch {
    return undefined
  }
}
