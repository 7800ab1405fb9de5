import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { PageReply, Pages } from '../../http/pages/pages.ts'
import { Refused, type SupplierClient } from './supplier-client.ts'

interface Tools {
  readonly client: SupplierClient
  /** Who orders, and what. */
  readonly customer: { readonly nin: string; readonly name: string }
  readonly publicUrl: string
}

const path = '/demo/energy-supplier'
const cookieName = 'demo_energy_order'

/** A supplier of electricity in the demo: an order, the customer's yes, the grant, and its single use. */
export const supplierPages = (tools: Tools): Pages => ({ routes: [front(tools), act(tools)] })

const front = ({ client }: Tools) =>
  pageRoute({
    method: 'get',
    path,
    handle: async ({ cookies }) => {
      const id = cookies[cookieName]
      return page(id === undefined ? {} : await standing(client, id))
    },
  })

const act = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({ act: z.enum(['order', 'use']) }),
    handle: ({ form, cookies }) =>
      form.act === 'order' ? order(tools) : use(tools, cookies[cookieName] ?? ''),
  })

async function order({ client, customer, publicUrl }: Tools): Promise<PageReply> {
  const id = await client.order({
    ...customer,
    meteringPointId: '707057500000000013',
    address: 'Fjordveien 1, 0150 Oslo',
    contract: 'Spot',
    redirectURI: `${publicUrl}${path}`,
  })
  return { redirect: `/authorization-requests/${id}`, cookies: [{ name: cookieName, value: id }] }
}

/** A second use is refused, which the page shows. */
async function use({ client }: Tools, id: string): Promise<PageReply> {
  const { grant } = await client.read(id)
  if (!grant) return { redirect: path }
  const refused = await client.use(grant.id).then(
    () => undefined,
    (error: Error) => refusalIn(error),
  )
  if (refused === undefined) return { redirect: path }
  return page({ ...(await standing(client, id)), refused })
}

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({
  view: 'demo/energy-supplier',
  model,
  formsLeadOut: true,
})

async function standing(client: SupplierClient, id: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { order: await client.read(id) }
  } catch (error) {
    return { refused: refusalIn(error) }
  }
}

function refusalIn(error: unknown): string {
  if (error instanceof Refused) return error.message
  throw error
}
