import { z } from 'zod'
import type { OrganizationRegistry } from '../../server/ports/market/organization-registry.ts'
import type { Authorization } from './authorization.ts'
import { answerOrNotFound, askJsonApi } from './json-api.ts'

const timeoutSeconds = 40

const OrganizationNumber = z.object({ data: z.object({ id: z.string() }).nullish() })

const Party = z.object({
  data: z.object({
    attributes: z.object({ status: z.enum(['ACTIVE', 'INACTIVE', 'NEW', 'TERMINATED']) }),
    relationships: z.object({ organizationNumber: OrganizationNumber.nullish() }).nullish(),
  }),
})

/** Balance suppliers of Elhub's structure data. */
export const structureDataOrganizations = (
  base: string,
  authorization: Authorization | undefined,
): OrganizationRegistry => ({
  async getParty(gln, traceId) {
    const found = answerOrNotFound(
      await askJsonApi({
        url: `${base}/parties/${encodeURIComponent(gln)}?partyType=BalanceSupplier`,
        authorization,
        traceId,
        timeoutSeconds,
        schema: Party,
      }),
      'organisations',
    )
    if (found === 'not-found') return found
    const { attributes, relationships } = found.data
    return {
      isActive: attributes.status === 'ACTIVE',
      orgno: relationships?.organizationNumber?.data?.id,
    }
  },
})
