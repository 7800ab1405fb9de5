import { pollInterval } from '../../../../server/domain/requests/polled.ts'
import type { PolledRequest, PolledRequests } from '../../../../server/ports/oauth/oauth-models.ts'
import { placeIn } from '../artifacts/token-value.ts'
import type { PolledTools } from './polled-model.ts'
import { type PolledRow, polledColumns, toPolledRequest, userCodePlace } from './polled-row.ts'

/** Seconds by which a poll may come early: its way here is not always equally long. */
const leeway = 0.5

const unanswered = `not exists (
  select from consent_request r where r.id = p.request_id and r.state <> 'pending')`

const open = `p.face = $1 and p.expires_at > $2 and ${unanswered}`

const byUserCode = `select ${polledColumns} from polled_authorization p
  where p.user_code = any($3::bytea[]) and ${open}`

const byRequest = `select ${polledColumns} from polled_authorization p where p.request_id = $3 and ${open}`

/** The row is held, so that of polls at the same time each sees the one before it. */
const pollStatement = `with before as (
    select hash, polled_at is not null
      and $2::timestamptz < polled_at + make_interval(secs => interval_seconds - ${leeway}) as hasty
    from polled_authorization where hash = $1 for update)
  update polled_authorization p set polled_at = $2,
    interval_seconds = p.interval_seconds + case when before.hasty then ${pollInterval} else 0 end
  from before where p.hash = before.hash returning before.hasty`

const loginStatement = `update polled_authorization p set authenticated_at = $3
  where p.request_id = $1 and p.face = $2 and p.expires_at > $4 and ${unanswered}`

/** Authorizations that clients of one issuer poll for. */
export function polledRequests(tools: PolledTools): PolledRequests {
  const { face, connection, clock, sealer } = tools

  const find = async (statement: string, by: unknown): Promise<PolledRequest | undefined> => {
    const [row] = await connection().read<PolledRow>(statement, [face, clock.now(), by])
    return row && toPolledRequest(row, sealer)
  }

  return {
    requestIdOf: tools.requestIdOf,
    findByUserCode: code => find(byUserCode, sealer.fingerprints(code, userCodePlace(face))),
    findByRequest: id => find(byRequest, id),
    async isHasty(value) {
      const { rows } = await connection().write<{ readonly hasty: boolean }>(pollStatement, [
        placeIn(value)?.hash,
        clock.now(),
      ])
      return rows[0]?.hasty === true
    },
    async noteLogin(id, authenticatedAt) {
      await connection().write(loginStatement, [id, face, authenticatedAt, clock.now()])
    },
  }
}
