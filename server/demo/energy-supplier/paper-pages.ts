import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { PageReply, Pages } from '../../http/pages/pages.ts'
import type { PaperClient } from './paper-client.ts'
import { Refused } from './supplier-client.ts'

interface Tools {
  readonly client: PaperClient
  /** Who orders, and signs. */
  readonly customer: { readonly nin: string; readonly name: string }
  /** The PDF with the signature of the person. */
  readonly sign: (pdf: Uint8Array, nin: string) => Promise<Uint8Array>
}

const path = '/demo/energy-supplier/paper'
const cookieName = 'demo_energy_paper'

/** The same supplier with a document in place of a page: made, read, signed by the customer, and brought back. */
export const paperPages = (tools: Tools): Pages => ({ routes: [front(tools), act(tools), file(tools)] })

const front = ({ client }: Tools) =>
  pageRoute({
    method: 'get',
    path,
    handle: async ({ cookies }) => page(client, cookies[cookieName]),
  })

const act = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({ act: z.enum(['draft', 'sign']) }),
    handle: async ({ form, cookies }): Promise<PageReply> => {
      const id = cookies[cookieName]
      try {
        return form.act === 'draft' || id === undefined ? await draft(tools) : await sign(tools, id)
      } catch (error) {
        return page(tools.client, id, refusalIn(error))
      }
    },
  })

const file = ({ client }: Tools) =>
  pageRoute({
    method: 'get',
    path: `${path}.pdf`,
    handle: async ({ cookies }): Promise<PageReply> => {
      const id = cookies[cookieName]
      if (id === undefined) return { redirect: path }
      const download = { mediaType: 'application/pdf', fileName: 'avtalebekreftelse.pdf' }
      return { download: { ...download, bytes: await client.file(id) } }
    },
  })

async function draft({ client, customer }: Tools): Promise<PageReply> {
  const id = await client.draft({
    ...customer,
    meteringPointId: '707057500000000013',
    address: 'Fjordveien 1, 0150 Oslo',
    contract: 'Spot',
  })
  return { redirect: path, cookies: [{ name: cookieName, value: id }] }
}

/** What the customer would do at the bank. */
async function sign({ client, customer, sign: signAs }: Tools, id: string): Promise<PageReply> {
  const signed = await signAs(await client.file(id), customer.nin)
  await client.upload(id, new Uint8Array(signed))
  return { redirect: path }
}

async function page(client: PaperClient, id: string | undefined, refused?: string): Promise<PageReply> {
  const view = 'demo/energy-paper'
  if (id === undefined) return { view, model: { refused } }
  try {
    return { view, model: { paper: await client.read(id), refused } }
  } catch (error) {
    return { view, model: { refused: refusalIn(error) } }
  }
}

function refusalIn(error: unknown): string {
  if (error instanceof Refused) return error.message
  throw error
}
