import { z } from 'zod'
import type { OrganisationRegistry } from '../../server/ports/market/organisation-registry.ts'
import type { Authorization } from './authorization.ts'
import { answerOrNotFound, askJsonApi } from './json-api.ts'

const timeoutSeconds = 40

const OrganisationNumber = z.object({ data: z.object({ id: z.string() }).nullish() })

const Party = z.object({
  data: z.object({
    attributes: z.object({ status: z.enum(['ACTIVE', 'INACTIVE', 'NEW', 'TERMINATED']) }),
    relationships: z.object({ organizationNumber: OrganisationNumber.nullish() }).nullish(),
  }),
})

/** Balance suppliers of Elhub's structure data. */
export const structureDataOrganisations = (
  base: string,
  authorization: Authorization | undefined,
): OrganisationRegistry => ({
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
