import { type AuthorizationGrantRow, scopesJson } from './authorization-grant.ts'

/** What a grant was until its event `ended_by`; `made_by` is the change that made it so, null when it was given so. */
export type FormerGrantRow = Pick<
  AuthorizationGrantRow,
  | 'purpose_id'
  | 'purpose_version'
  | 'granted_by'
  | 'valid_from'
  | 'valid_to'
  | 'single_use'
  | 'scopes'
  | 'rights'
  | 'details'
  | 'annotations'
  | 'sealed'
> & { readonly grant_id: string; readonly made_by: string | null; readonly ended_by: string }

/** @NOTE What tells of a person stays sealed as it is, for the place that it was sealed for: the grant's. */
export const keepFormer = `insert into former_grant (grant_id, number, made_by, ended_by, purpose_id, purpose_version, granted_by,
    valid_from, valid_to, single_use, scopes, rights, details, annotations, sealed)
  select g.id, 1 + (select count(*) from former_grant f where f.grant_id = g.id), g.changed_by, $2::uuid, g.purpose_id,
    g.purpose_version, g.granted_by, g.valid_from, g.valid_to, g.single_use, ${scopesJson}, g.rights, g.details, g.annotations,
    g.sealed
  from authorization_grant g where g.id = $1`

/** Add a `where` on `f`. */
export const selectFormerGrant = `select f.grant_id, f.made_by, f.ended_by, f.purpose_id, f.purpose_version, f.granted_by,
  f.valid_from, f.valid_to, f.single_use, f.scopes, f.rights, f.details, f.annotations, f.sealed from former_grant f`

/** The row of the grant as it was then: state, times and all that never changes are the grant's own. */
export const asItWas = (
  grant: AuthorizationGrantRow,
  { grant_id: _grant, made_by: _made, ended_by: _ended, ...then }: FormerGrantRow,
): AuthorizationGrantRow => ({ ...grant, ...then })

/** SQL for "`former` is what the event gave or made of its grant, and is no more". */
export const isMadeBy = (former: string, event: string): string =>
  `${former}.grant_id = ${event}.grant_id and ${former}.made_by is not distinct from
     case when ${event}.type = 'changed' then ${event}.id end`
