import { z } from 'zod'
import { type Program, type Tools, tokenFor } from './signed-token.ts'

interface Settings extends Tools {
  /** Where the API is, without a trailing slash. */
  readonly api: string
  readonly supplier: Program & { readonly gln: string }
  /** The hub's own system, which uses grants up. */
  readonly system: Program
}

/** A contract that a customer has ordered. */
export interface Order {
  readonly nin: string
  readonly name: string
  readonly meteringPointId: string
  readonly address: string
  readonly contract: string
  readonly redirectURI: string
}

const Request = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({ status: z.string(), validTo: z.string() }),
    relationships: z.object({
      authorizationGrant: z.object({ data: z.object({ id: z.string() }) }).optional(),
    }),
  }),
})
const Grant = z.object({
  data: z.object({ id: z.string(), attributes: z.object({ status: z.string(), validTo: z.string() }) }),
})
const Scopes = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ permissionType: z.string() }),
      relationships: z.object({
        authorizedResources: z.object({ data: z.array(z.object({ id: z.string() })) }),
      }),
    }),
  ),
})
const Refusal = z.object({ errors: z.array(z.object({ title: z.string(), detail: z.string() })) })

/** What the API answered instead of what was asked for. */
export class Refused extends Error {}

export type SupplierClient = ReturnType<typeof supplierClient>

/** A supplier's system as it asks customers through the API, and the hub's system that uses what they gave. */
export function supplierClient({ api, supplier, system, ...tools }: Settings) {
  const call = async <T>(
    schema: z.ZodType<T>,
    as: Program & { readonly gln?: string },
    { method = 'GET', path, body }: { method?: string; path: string; body?: unknown },
  ): Promise<T> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(tools, as)}`,
        'user-agent': 'samtykke-demo/1',
        'content-type': 'application/vnd.api+json',
        ...(as.gln !== undefined && { SenderGLN: as.gln }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return schema.parse(answer)
    const [error] = Refusal.parse(answer).errors
    throw new Refused(`${error?.title}: ${error?.detail}`)
  }

  return {
    /** Asks the customer, and gives the id of the request. */
    async order(order: Order): Promise<string> {
      const body = requestOf(order, supplier.gln)
      const path = '/authorization-requests'
      return (await call(Request, supplier, { method: 'POST', path, body })).data.id
    },

    /** The status of the request, and the grant with its scopes once there is one. */
    async read(id: string) {
      const { data } = await call(Request, supplier, { path: `/authorization-requests/${id}` })
      const grantId = data.relationships.authorizationGrant?.data.id
      if (grantId === undefined) return { request: data.attributes, grant: undefined }
      const path = `/authorization-grants/${grantId}`
      const [grant, scopes] = await Promise.all([
        call(Grant, supplier, { path }),
        call(Scopes, supplier, { path: `${path}/scopes` }),
      ])
      return { request: data.attributes, grant: { ...grant.data, scopes: scopes.data } }
    },

    /** Uses a grant up, as the hub does when it carries the change out. */
    async use(grantId: string): Promise<void> {
      const data = { id: grantId, type: 'AuthorizationGrant', attributes: { status: 'Exhausted' } }
      const path = `/authorization-grants/${grantId}`
      await call(Grant, system, { method: 'PATCH', path, body: { data } })
    },
  }
}

const requestOf = (order: Order, gln: string) => {
  const customer = { idType: 'NationalIdentityNumber', idValue: order.nin }
  return {
    data: {
      type: 'AuthorizationRequest',
      attributes: { requestType: 'ChangeOfBalanceSupplierForPerson' },
      meta: {
        requestedBy: { idType: 'GlobalLocationNumber', idValue: gln },
        requestedFrom: customer,
        requestedFromName: order.name,
        requestedTo: customer,
        requestedForMeteringPointId: order.meteringPointId,
        requestedForMeteringPointAddress: order.address,
        balanceSupplierName: 'Demostrøm',
        balanceSupplierContractName: order.contract,
        redirectURI: order.redirectURI,
      },
    },
  }
}
