import type { Brand } from '../brand.ts'
import { placeIn, type Validity } from '../grants/validity.ts'
import type { PartyId } from '../ids.ts'

export type RightId = Brand<'RightId'>

/** Something that one party may do for another. `*` stands for every resource or every action. */
export interface PartyRight {
  readonly actor: PartyId
  readonly onBehalfOf: PartyId
  /** A resource's id, or `consents`: the other's consents themselves, to `read` and to `write` (answer, withdraw). */
  readonly resource: string
  /** In any case. */
  readonly action: string
}

/** Why somebody may act for another; `role` is one in an organization. */
export const rightKinds = ['role', 'guardian', 'power_of_attorney', 'parent', 'other'] as const

export type RightKind = (typeof rightKinds)[number]

/** Who says so: an operator, or a list that is taken over as a whole, by its name. */
export type RightSource = 'desk' | `file:${string}` | `register:${string}`

/** What proves a right: a file by its name and hash, or where it is to be found. */
export interface RightDocument {
  readonly name?: string | undefined
  /** SHA-256 of the file, in hex. */
  readonly sha256?: string | undefined
  readonly reference?: string | undefined
}

/** A right as somebody vouches for it. */
export interface VouchedRight extends PartyRight {
  readonly kind: RightKind
  readonly source: RightSource
  readonly validity: Validity
  readonly document: RightDocument | undefined
}

/** By hand, by another statement about the same, or because its list had it no longer. */
export const rightEndings = ['ended', 'replaced', 'left_out'] as const

export type RightEnding = (typeof rightEndings)[number]

export interface RegisteredRight extends VouchedRight {
  readonly id: RightId
  /** Not known of rights that are older than this knowledge. */
  readonly registered: { readonly at: Date; readonly by: string } | undefined
  /** Ended rights stay on record. */
  readonly ended: { readonly at: Date; readonly by: string; readonly how: RightEnding } | undefined
}

export type RightStatus = 'not-yet-valid' | 'active' | 'expired' | 'ended'

/** `not-yet-valid` and `expired` are never stored: they are what time makes of a right that nobody has ended. */
export function rightStatusAt(
  { validity, ended }: Pick<RegisteredRight, 'validity' | 'ended'>,
  now: Date,
): RightStatus {
  if (ended) return 'ended'
  return ({ before: 'not-yet-valid', within: 'active', after: 'expired' } as const)[placeIn(validity, now)]
}

/** The end of what stands until further notice. */
export const untilFurtherNotice = new Date('9999-12-31T00:00:00Z')

export const isUntilFurtherNotice = ({ to }: Validity): boolean => to >= untilFurtherNotice

/** Whether two statements about the same right say the same. */
export function sameStatement(one: VouchedRight, other: VouchedRight): boolean {
  return statement(one) === statement(other)
}

const statement = ({ kind, source, validity, document }: VouchedRight): string =>
  JSON.stringify([
    kind,
    source,
    validity.from,
    validity.to,
    document?.name ?? null,
    document?.sha256 ?? null,
    document?.reference ?? null,
  ])
