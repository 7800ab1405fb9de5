import type {
  MeteringPoint,
  MeteringPointRegistry,
} from '../../../server/ports/market/metering-point-registry.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { isUuid } from '../../../server/domain/ids.ts'
import { partyBehind } from './person-directory.ts'

interface Row {
  readonly meter_number: string | null
  readonly blocked_for_switching: boolean
  readonly access_type: MeteringPoint['accessType'] | null
}

/** Metering points of our own register. */
export const knexMeteringPoints = ({
  connection,
}: Pick<KnexUnitOfWork, 'connection'>): MeteringPointRegistry => ({
  async get({ meteringPointId, endUserId }) {
    const endUser = endUserId.toLowerCase()
    const [row] = await connection().read<Row>(
      `select m.meter_number, m.blocked_for_switching, u.access_type from metering_point m
       left join metering_point_end_user u on u.metering_point_id = m.id and u.party_id = ${partyBehind('$2')}
       where m.id = $1`,
      [meteringPointId, isUuid(endUser) ? endUser : null],
    )
    if (!row) return 'not-found'
    return {
      endUserLinked: row.access_type !== null,
      accessType: row.access_type ?? undefined,
      blockedForSwitching: row.blocked_for_switching,
      meterNumber: row.meter_number ?? undefined,
    }
  },
})
