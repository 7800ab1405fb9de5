import { z } from 'zod'
import type { MeteringPointRegistry } from '../../server/ports/market/metering-point-registry.ts'
import type { Authorization } from './authorization.ts'
import { answerOrNotFound, askJsonApi } from './json-api.ts'

const Meter = z.object({ meterNumber: z.string().nullish() })

const AccountingPoint = z.object({ blockedForSwitching: z.boolean().nullish(), meter: Meter.nullish() })

const EndUser = z.object({ data: z.looseObject({}).nullish() })

const MeteringPoint = z.object({
  data: z.object({
    attributes: z
      .object({
        accessType: z.enum(['OWNED', 'SHARED']).nullish(),
        accountingPoint: AccountingPoint.nullish(),
      })
      .nullish(),
    relationships: z.object({ endUser: EndUser.nullish() }).nullish(),
  }),
})

/** Metering points of Elhub's structure data. */
export const structureDataMeteringPoints = (
  base: string,
  authorization: Authorization | undefined,
): MeteringPointRegistry => ({
  async get({ meteringPointId, endUserId, traceId }) {
    const found = answerOrNotFound(
      await askJsonApi({
        url: `${base}/metering-points/${encodeURIComponent(meteringPointId)}?endUserId=${encodeURIComponent(endUserId)}`,
        authorization,
        traceId,
        schema: MeteringPoint,
      }),
      'metering points',
    )
    if (found === 'not-found') return found
    const { attributes, relationships } = found.data
    const point = attributes?.accountingPoint
    return {
      endUserLinked: isLinked(relationships?.endUser),
      accessType: attributes?.accessType ?? undefined,
      blockedForSwitching: point?.blockedForSwitching ?? false,
      meterNumber: point?.meter?.meterNumber ?? undefined,
    }
  },
})

/** The relationship is there only when there is one; one to nothing is none. */
const isLinked = (endUser: z.infer<typeof EndUser> | null | undefined): boolean =>
  endUser !== undefined && endUser !== null && endUser.data !== null
