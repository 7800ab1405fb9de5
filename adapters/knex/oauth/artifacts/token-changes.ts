import type { HeldGrant } from '../../../../server/ports/oauth/oauth-models.ts'
import type { Clock } from '../../../../server/ports/clock.ts'
import type { GrantRow } from './grant-row.ts'
import { grantedInsert, type NewArtifact } from './insert-artifact.ts'
import { grantStands } from './standing-grant.ts'
import { placeIn, type TokenPlace } from './token-value.ts'

/** What a request does to the codes and tokens of one grant. */
export interface TokenChanges {
  /** The code or refresh token that it uses up. */
  spent: TokenPlace | undefined
  /** The grant it issues under, which must still be active in this epoch. */
  grant: ({ readonly id: string } & HeldGrant) | undefined
  readonly issued: NewArtifact[]
}

export const noTokenChanges = (): TokenChanges => ({ spent: undefined, grant: undefined, issued: [] })

interface Seen {
  readonly grants: ReadonlyMap<string, GrantRow>
  readonly tokens: TokenChanges | undefined
}

/**
 * Has what the request under way issues depend on the grant: it must still be active in the epoch at which the request saw
 * it, or in the one that is `known` the first time. Gives what else it does.
 */
export function holdGrant(id: string, { grants, tokens }: Seen, known?: HeldGrant): TokenChanges {
  if (!tokens || (tokens.grant && tokens.grant.id !== id)) throw new Error('A request issues under one grant')
  const { epoch, purpose } = known ?? tokens.grant ?? grants.get(id) ?? { epoch: -1, purpose: undefined }
  tokens.grant = { id, epoch, purpose }
  return tokens
}

/**
 * Parts `spent`, `held` and `issued` of a statement, from `$first` on: the code or refresh token is taken if nobody took it
 * before, then the grant is held if it is active, then what is issued is inserted. Each happens only after the one before
 * it, the first two only where `condition` is true. A refresh token is told its successor.
 */
export const tokenParts = (first: number, condition?: string): string => {
  const [bucket, hash, successor, now, grant, epoch] = [0, 1, 2, 3, 4, 5].map(index => `$${first + index}`)
  const onlyIf = condition ? `and ${condition}` : ''
  return `spent as (
    update artifact set consumed_at = ${now}::timestamptz, payload = payload || ${successor}::jsonb
    where bucket = ${bucket}::int and hash = ${hash}::bytea and consumed_at is null ${onlyIf}
    returning bucket),
  held as (
    select g.id, g.epoch, g.valid_to from authorization_grant g
    where g.id = ${grant}::uuid and g.epoch = ${epoch}::int and ${grantStands(`${now}::timestamptz`)}
      and (${bucket}::int is null or exists (select from spent)) ${onlyIf}
    for no key update),
  issued as (${grantedInsert.sql(first + 6)})`
}

export const tokenValues = (
  { spent, grant, issued }: TokenChanges,
  { clock }: { readonly clock: Clock },
): readonly unknown[] => [
  spent?.bucket,
  spent?.hash,
  JSON.stringify(successorIn(issued, spent)),
  clock.now(),
  grant?.id,
  grant?.epoch,
  ...grantedInsert.values(issued),
]

function successorIn(issued: readonly NewArtifact[], spent: TokenPlace | undefined): object {
  const next = issued.find(({ kind }) => kind === 'RefreshToken')
  const place = spent?.kind === 'RefreshToken' && next && placeIn(next.value)
  return place ? { successor: { bucket: place.bucket, hash: place.hash.toString('hex') } } : {}
}
