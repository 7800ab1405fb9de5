import { hasEndedSql, isActiveSql } from '../../status-sql.ts'

/** SQL for "the grant `g` is active at `at`". */
export const grantStands = (at: string): string => isActiveSql('g', at)

/** Of clients that are suspended there are few: the index that holds them alone answers this. */
const isSuspended = `exists (select from client c where c.suspended_at is not null and c.id in (a.client_id, g.client_id))`

/**
 * SQL for "the artifact `a` belongs to no grant, or to one that is active in the epoch it was issued in, and neither its client
 * nor that of the grant is suspended".
 */
export const artifactStands = (at: string): string =>
  `a.expires_at > ${at} and (a.grant_id is null or (g.epoch = a.grant_epoch and ${grantStands(at)})) and not ${isSuspended}`

/** SQL for "the artifact `a` would be good, if the grant `g` had not ended in the epoch it was issued in". */
export const artifactEnded = (at: string): string =>
  `a.expires_at > ${at} and g.epoch = a.grant_epoch and ${hasEndedSql('g', at)}`
