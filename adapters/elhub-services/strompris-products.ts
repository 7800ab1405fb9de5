import { z } from 'zod'
import type { ProductCatalogue } from '../../server/ports/market/product-catalogue.ts'
import { answerOrNotFound, askJsonApi } from './json-api.ts'

const Products = z.object({
  data: z.array(z.object({ attributes: z.object({ name: z.string() }) })),
})

/** The products of strømpris.no. */
export const stromprisProducts = (base: string): ProductCatalogue => ({
  async byOrg(orgno, traceId) {
    const found = answerOrNotFound(
      await askJsonApi({
        url: `${base}/products?organizationNumber=${encodeURIComponent(orgno)}`,
        traceId,
        schema: Products,
      }),
      'products',
    )
    if (found === 'not-found' || found.data.length === 0) return 'not-found'
    return found.data.map(({ attributes }) => attributes.name)
  },
})
