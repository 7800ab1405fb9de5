import { detailTypes } from '../names.ts'
import { refuse } from '../wire/refusals.ts'

/** Which consent a token is asked for. */
export interface ConsentDetail {
  readonly id: string
  /** As it was sent: a person's or an organization's number as a URN. */
  readonly from: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const giver = /^urn:altinn:(person:identifier-no:[0-9]{11}|organization:identifier-no:[0-9]{9})$/
const members = ['type', 'id', 'from']

/** The one consent in `authorization_details`, `undefined` when there is none. Throws `authorization-details.*`. */
export function consentDetail(details: unknown): ConsentDetail | undefined {
  if (details === undefined) return undefined
  const [detail, ...more] = Array.isArray(details) ? details : []
  if (!isObject(detail) || more.length > 0)
    throw unusable('authorization_details must be a list of one object')
  assertConsentType(detail)
  const { id, from } = detail
  if (typeof id !== 'string' || !uuid.test(id)) throw unusable('id must be the id of a consent request')
  if (typeof from !== 'string' || !giver.test(from))
    throw unusable('from must be the giver’s number as a URN')
  return { id: id.toLowerCase(), from }
}

function assertConsentType(detail: Readonly<Record<string, unknown>>): void {
  const { type } = detail
  if (type === detailTypes.systemUser) throw unusable('There is no such system user')
  if (type !== detailTypes.consent) {
    throw refuse('authorization-details.unknown-type', `The type must be ${detailTypes.consent}`)
  }
  if (Object.keys(detail).every(name => members.includes(name))) return
  throw refuse('authorization-details.unknown-member', `Only ${members.join(', ')} may be sent`)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unusable = (detail: string) => refuse('authorization-details.unusable', detail)
