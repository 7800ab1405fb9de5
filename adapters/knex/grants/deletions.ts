import { isUuid } from '../../../server/domain/ids.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { DeletionStep } from '../../../server/domain/grants/deletion.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Deletions } from '../../../server/ports/grants/deletions.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { appendEvents } from '../ledger/append-events.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  basisPlace,
  type DeletionStepRow,
  deletionWriting,
  selectDeletionStep,
  toDeletion,
} from '../rows/deletion-step.ts'
import { isDueSql } from '../status-sql.ts'
import { holdGrant } from './grant-statements.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
  readonly texts: PrivateTexts
}

const countStatement = `select count(*)::integer as count from deletion_step d
  where d.open and ${isDueSql('d', '$1::timestamptz')}`

export function knexDeletions({ connection, transaction, clock, texts }: Materials): Deletions {
  const read = async (on: Connection, id: string) => {
    const rows = await on.read<DeletionStepRow>(`${selectDeletionStep} where d.grant_id = $1`, [id])
    return toDeletion(rows, texts)
  }

  return {
    find: async id => (isUuid(id) ? read(connection(), id) : undefined),

    change: (id, change) =>
      transaction(async on => {
        const grant = isUuid(id) ? await holdGrant(on, { id, late: true }, texts) : undefined
        if (!grant) return undefined
        const deletion = await read(on, id)
        const made = change({ grant, deletion })
        if (!made) return { grant, deletion }
        await keepStep(on, made.step, { grant, texts })
        await appendEvents(on, [made.event], { deletion: made.step })
        return { grant, deletion: await read(on, id) }
      }),

    async countUnanswered() {
      const [row] = await connection().read<{ count: number }>(countStatement, [clock.now()])
      return row?.count ?? 0
    },
  }
}

interface Keeping {
  readonly grant: Pick<AuthorizationGrant, 'grantedFor'>
  readonly texts: PrivateTexts
}

async function keepStep(on: Connection, step: DeletionStep, { grant, texts }: Keeping): Promise<void> {
  const sealedBasis =
    step.name === 'refused'
      ? (await texts.keyFor(on, grant.grantedFor)).seal(step.basis, basisPlace(step.id))
      : undefined
  await on.write(deletionWriting.insert(1), deletionWriting.values({ step, sealedBasis }))
  if (step.name !== 'requested') {
    await on.write('update deletion_step set open = false where grant_id = $1 and open', [step.grantId])
  }
}
