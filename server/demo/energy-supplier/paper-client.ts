import { z } from 'zod'
import { type Program, type Tools, tokenFor } from './signed-token.ts'
import { type Order, Refused } from './supplier-client.ts'

interface Settings extends Tools {
  /** Where the API is, without a trailing slash. */
  readonly api: string
  readonly supplier: Program & { readonly gln: string }
}

const AuthorizationDocument = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({ status: z.string() }),
    relationships: z.object({
      authorizationGrant: z.object({ data: z.object({ id: z.string() }) }).optional(),
    }),
  }),
})
const Grant = z.object({
  data: z.object({ attributes: z.object({ status: z.string(), validTo: z.string() }) }),
})
const Refusal = z.object({ errors: z.array(z.object({ title: z.string(), detail: z.string() })) })

export type PaperClient = ReturnType<typeof paperClient>

interface Call {
  readonly method?: string
  readonly path: string
  readonly mediaType?: string
  readonly body?: string | Blob
}

const path = '/authorization-documents'

/** A supplier's system as it lets customers sign documents. */
export function paperClient({ api, supplier, ...tools }: Settings) {
  const call = async ({ method = 'GET', path, mediaType, body }: Call): Promise<Response> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(tools, supplier)}`,
        'user-agent': 'samtykke-demo/1',
        SenderGLN: supplier.gln,
        ...(mediaType !== undefined && { 'content-type': mediaType }),
      },
      ...(body !== undefined && { body }),
    })
    if (response.ok) return response
    const [error] = Refusal.parse(await response.json()).errors
    throw new Refused(`${error?.title}: ${error?.detail}`)
  }

  return {
    /** Has a document made, and gives its id. */
    async draft(order: Omit<Order, 'redirectURI'>): Promise<string> {
      const body = JSON.stringify(documentOf(order, supplier.gln))
      const made = await call({ method: 'POST', path, mediaType: 'application/json', body })
      return AuthorizationDocument.parse(await made.json()).data.id
    },

    /** The PDF as it is now. */
    async file(id: string): Promise<Uint8Array<ArrayBuffer>> {
      return new Uint8Array(await (await call({ path: `${path}/${id}.pdf` })).arrayBuffer())
    },

    /** Brings the signed PDF back. */
    async upload(id: string, pdf: Uint8Array<ArrayBuffer>): Promise<void> {
      const mediaType = 'application/pdf'
      await call({ method: 'PUT', path: `${path}/${id}.pdf`, mediaType, body: new Blob([pdf]) })
    },

    /** The status of the document, and the grant once there is one. */
    async read(id: string) {
      const document = await call({ path: `${path}/${id}` })
      const { attributes, relationships } = AuthorizationDocument.parse(await document.json()).data
      const grantId = relationships.authorizationGrant?.data.id
      if (grantId === undefined) return { status: attributes.status, grant: undefined }
      const grant = await call({ path: `/authorization-grants/${grantId}` })
      return { status: attributes.status, grant: Grant.parse(await grant.json()).data.attributes }
    },
  }
}

const documentOf = (order: Omit<Order, 'redirectURI'>, gln: string) => {
  const customer = { idType: 'NationalIdentityNumber', idValue: order.nin }
  return {
    data: {
      type: 'AuthorizationDocument',
      attributes: { documentType: 'ChangeOfBalanceSupplierForPerson' },
      meta: {
        requestedBy: { idType: 'GlobalLocationNumber', idValue: gln },
        requestedFrom: customer,
        requestedTo: customer,
        requestedFromName: order.name,
        requestedForMeteringPointId: order.meteringPointId,
        requestedForMeteringPointAddress: order.address,
        balanceSupplierName: 'Demostrøm',
        balanceSupplierContractName: order.contract,
      },
    },
  }
}
