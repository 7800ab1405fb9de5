import { validity } from '../grants/validity.ts'
import type { PartyId } from '../ids.ts'
import { organization, type PartyIdentifier, person } from '../party.ts'
import { Problem } from '../problem.ts'
import { osloMidnight } from '../text/oslo.ts'
import {
  type RightDocument,
  type RightKind,
  type RightSource,
  rightKinds,
  untilFurtherNotice,
  type VouchedRight,
} from './party-right.ts'

/** A right in the words of somebody outside, who knows the parties by their numbers. */
export interface StatedRight extends Pick<VouchedRight, 'resource' | 'action' | 'kind' | 'document'> {
  readonly actor: PartyIdentifier
  readonly onBehalfOf: PartyIdentifier
  /** When it is first registered, where nobody says it. */
  readonly from: Date | undefined
  readonly to: Date
}

/** The members of a right as it is written. */
export const rightMembers = [
  'actor',
  'on_behalf_of',
  'resource',
  'action',
  'kind',
  'valid_from',
  'valid_to',
  'document_name',
  'document_sha256',
  'document_reference',
] as const

export type RightMember = (typeof rightMembers)[number]

/** What is left out, or empty, says nothing. */
export type WrittenRight = { readonly [Member in RightMember]?: string | undefined }

/** Throws `right.malformed` with a pointer to the member at fault; it never repeats what is written there. */
export function readRight(written: WrittenRight): StatedRight {
  const actor = partyIn(written, 'actor')
  const onBehalfOf = partyIn(written, 'on_behalf_of')
  if (actor.value === onBehalfOf.value) {
    throw fault('on_behalf_of', 'must be somebody else: everybody may act for herself')
  }
  return {
    actor,
    onBehalfOf,
    resource: wordIn(written, 'resource') ?? 'consents',
    action: wordIn(written, 'action')?.toLowerCase() ?? '*',
    kind: kindIn(written),
    ...timesIn(written),
    document: documentIn(written),
  }
}

interface Vouching {
  readonly actor: PartyId
  readonly onBehalfOf: PartyId
  readonly source: RightSource
  /** What stands of the same. */
  readonly before: Pick<VouchedRight, 'validity'> | undefined
  readonly now: Date
}

/** The right between parties who are known here. Throws `right.malformed` for one that ends before it begins. */
export function vouchFor(
  { from, to, resource, action, kind, document }: StatedRight,
  { actor, onBehalfOf, source, before, now }: Vouching,
): VouchedRight {
  const begins = from ?? before?.validity.from ?? now
  if (begins >= to) throw fault('valid_to', 'must be after the right begins')
  return {
    actor,
    onBehalfOf,
    resource,
    action,
    kind,
    source,
    validity: validity(begins, to),
    document,
  }
}

/** The person with eleven digits, or the organization with nine. Throws `party.malformed`. */
export const partyOfNumber = (number: string): PartyIdentifier =>
  number.length === 9 ? organization(number) : person(number)

/** `file:` or `register:`, and the name of a list. Throws `right.malformed`. */
export function readSource(text: string): Exclude<RightSource, 'desk'> {
  if (!/^(file|register):[a-z0-9][a-z0-9._-]{0,62}$/.test(text)) {
    throw fault('source', 'must be file: or register: and a name of small letters, digits, ., _ and -')
  }
  return text as Exclude<RightSource, 'desk'>
}

const fault = (member: RightMember | 'source', what: string): Problem =>
  new Problem('right.malformed', `${member} ${what}`, { pointer: `/${member}` })

const textIn = (written: WrittenRight, member: RightMember): string | undefined => {
  const text = written[member]?.trim() ?? ''
  return text === '' ? undefined : text
}

function partyIn(written: WrittenRight, member: 'actor' | 'on_behalf_of'): PartyIdentifier {
  const number = textIn(written, member) ?? ''
  if (!/^(\d{9}|\d{11})$/.test(number)) {
    throw fault(member, 'must be a number: 11 digits of a person, or 9 of an organization')
  }
  return partyOfNumber(number)
}

function wordIn(written: WrittenRight, member: 'resource' | 'action'): string | undefined {
  const word = textIn(written, member)
  if (word === undefined || /^[\x21-\x7e]{1,255}$/.test(word)) return word
  throw fault(member, 'must be 1 to 255 visible characters without spaces')
}

function kindIn(written: WrittenRight): RightKind {
  const word = textIn(written, 'kind') ?? 'other'
  const kind = rightKinds.find(one => one === word)
  if (kind) return kind
  throw fault('kind', `must be one of ${rightKinds.join(', ')}`)
}

function timesIn(written: WrittenRight): Pick<StatedRight, 'from' | 'to'> {
  const from = momentIn(written, 'valid_from', 0)
  const to = momentIn(written, 'valid_to', 1) ?? untilFurtherNotice
  if (from && from >= to) throw fault('valid_to', 'must be after valid_from')
  return { from, to }
}

const day = /^(\d{4})-(\d{2})-(\d{2})$/

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** A day is meant from its beginning to its end in Oslo: the first one, or the last. */
function momentIn(written: WrittenRight, member: 'valid_from' | 'valid_to', daysOn: 0 | 1): Date | undefined {
  const text = textIn(written, member)
  if (text === undefined) return undefined
  if (instant.test(text) && isReal(text)) return new Date(text)
  const [year = 0, month = 0, date = 0] = (day.exec(text) ?? []).slice(1).map(Number)
  if (year > 0 && isReal(text)) return osloMidnight({ year, month, day: date + daysOn })
  throw fault(member, 'must be a day like 2027-01-31, or a time like 2027-01-31T12:00:00Z')
}

/** 30 February would run on into March. */
function isReal(text: string): boolean {
  const [date = ''] = text.split('T')
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(Date.parse(text)) && read.toISOString().startsWith(date)
}

function documentIn(written: WrittenRight): RightDocument | undefined {
  const name = lineIn(written, 'document_name')
  const sha256 = textIn(written, 'document_sha256')?.toLowerCase()
  const reference = lineIn(written, 'document_reference')
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw fault('document_sha256', 'must be the SHA-256 of a file, 64 digits in hex')
  }
  const document = {
    ...(name !== undefined && { name }),
    ...(sha256 !== undefined && { sha256 }),
    ...(reference !== undefined && { reference }),
  }
  return Object.keys(document).length > 0 ? document : undefined
}

function lineIn(written: WrittenRight, member: RightMember): string | undefined {
  const text = textIn(written, member)
  if (text === undefined || (text.length <= 200 && !/\p{Cc}/u.test(text))) return text
  throw fault(member, 'must be one line of 200 characters at most')
}
