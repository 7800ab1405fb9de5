import { hasEndedSql, isActiveSql } from '../../status-sql.ts'

/** SQL for "the grant `g` is active at `at`". */
export const grantStands = (at: string): string => isActiveSql('g', at)

/** SQL for "the artifact `a` belongs to no grant, or to one that is active in the epoch it was issued in". */
export const artifactStands = (at: string): string =>
  `a.expires_at > ${at} and (a.grant_id is null or (g.epoch = a.grant_epoch and ${grantStands(at)}))`

/** SQL for "the artifact `a` would be good, if the grant `g` had not ended in the epoch it was issued in". */
export const artifactEnded = (at: string): string =>
  `a.expires_at > ${at} and g.epoch = a.grant_epoch and ${hasEndedSql('g', at)}`
