import type { LocalizedText } from '../text/text.ts'
import type { AuthorizationDetail } from './authorization-detail.ts'
import { detailFault } from './detail-fault.ts'
import type { DetailSchema, MemberPath, ObjectSchema } from './detail-schema.ts'

/** A type of authorization details (RFC 9396 section 2): what may be asked for by it, and how people read that. */
export interface DetailType {
  /** The value of `type`. */
  readonly id: string
  /** Raised on every change. */
  readonly version: number
  /** APIs that know what it means. */
  readonly audiences: readonly string[]
  /** What one thing of this type is called. */
  readonly title: LocalizedText
  readonly schema: ObjectSchema
  /** Every value that the schema allows, in the order in which people read them. */
  readonly members: readonly DetailMember[]
  /** Whether a person may say yes to the rest without it. */
  readonly mayBeLeftOut: boolean
}

export interface DetailMember {
  readonly path: MemberPath
  /** What people call it. */
  readonly name: LocalizedText
  /** What a value means, where values are codes. Any other is shown as it is. */
  readonly values?: Readonly<Record<string, LocalizedText>> | undefined
}

/** Common members (RFC 9396 section 2.2) that are of every type here, whether its schema has them or not. */
const ofEveryType: Readonly<Record<string, DetailSchema>> = {
  type: { type: 'string' },
  locations: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    uniqueItems: true,
  },
}

export const isOfEveryType = (member: string): boolean => Object.hasOwn(ofEveryType, member)

/** What is wrong with a detail of the type; `undefined` when nothing is. */
export function faultOf({ schema, audiences }: DetailType, detail: AuthorizationDetail): string | undefined {
  const properties = { ...ofEveryType, ...schema.properties }
  const fault = detailFault({ ...schema, properties }, detail)
  if (fault !== undefined) return fault
  const elsewhere = locationsOf(detail)?.some(location => !audiences.includes(location))
  return elsewhere ? 'locations must be APIs of the type' : undefined
}

/** The APIs that one detail is for: those it names, else all of its type. */
export const audiencesOf = (
  detail: AuthorizationDetail,
  type: Pick<DetailType, 'audiences'>,
): readonly string[] => locationsOf(detail) ?? type.audiences

const locationsOf = ({ locations }: AuthorizationDetail): readonly string[] | undefined =>
  Array.isArray(locations) ? (locations as readonly string[]) : undefined
