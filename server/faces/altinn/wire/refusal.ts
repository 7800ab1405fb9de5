import { Malformed, Refusal } from '../../../http/api/refusals.ts'

/** What this face refuses by itself: Altinn's codes, each with its status and what it means. */
export const ownRefusals = {
  'AM-00000': { status: 403, detail: 'Not authorized for this consent' },
  'AM-00001': { status: 404, detail: 'Consent not found' },
  'AM-00002': {
    status: 400,
    detail: 'The consent request is not in a state in which it can be approved',
  },
  'AM-00003': { status: 400, detail: 'Unknown organization' },
  'AM-00004': { status: 400, detail: 'Unknown person' },
  'AM-00005': { status: 400, detail: 'The resource cannot be used for consent' },
  'AM-00006': { status: 400, detail: 'Invalid consent metadata' },
  'AM-00007': { status: 400, detail: 'A metadata value is empty' },
  'AM-00008': { status: 400, detail: 'Metadata is missing' },
  'AM-00009': { status: 400, detail: 'The resources cannot be asked for together' },
  'AM-00010': { status: 400, detail: 'The consent is not in a state in which it can be revoked' },
  'AM-00011': { status: 400, detail: 'The consent is revoked' },
  'AM-00012': { status: 400, detail: 'The consent was given by another party' },
  'AM-00013': { status: 400, detail: 'The consent has expired' },
  'AM-00014': { status: 400, detail: 'The consent is not accepted' },
  'AM-00015': {
    status: 400,
    detail: 'The consent request is not in a state in which it can be rejected',
  },
  'AM-00016': { status: 400, detail: 'The id is taken by another consent request' },
  'STD-00000': { status: 400, detail: 'One or more values are invalid' },
  'STD-00001': { status: 500, detail: 'Several things are wrong' },
} as const

export type RefusalCode = keyof typeof ownRefusals

/** One thing that is wrong, in Altinn's words. */
export interface Refused {
  readonly code: RefusalCode
  readonly extensions?: Readonly<Record<string, string>>
  readonly validationErrors?: readonly ValidationError[]
}

export interface ValidationError {
  readonly code: string
  readonly detail: string
  readonly paths: readonly string[]
}

/** One thing that is wrong; or several, which are `STD-00001`. */
export class AltinnRefusal extends Refusal<RefusalCode> {
  readonly refused: readonly Refused[]

  constructor(refused: readonly Refused[]) {
    const [only] = refused
    super(only && refused.length === 1 ? only.code : 'STD-00001')
    this.refused = refused
  }
}

export const refusal = (refused: readonly Refused[]): AltinnRefusal => new AltinnRefusal(refused)

/** A value that does not even read. */
export const unreadable = (member: string, message: string): Malformed =>
  new Malformed([{ path: [member], message }])

export const refused = (code: RefusalCode, extensions: Readonly<Record<string, string>> = {}): Refused => ({
  code,
  extensions,
})

const validationDetails = {
  'AM.VLD-00022': 'The time is past, or later than allowed',
  'AM.VLD-00023': 'The list must not be empty',
  'AM.VLD-00024': 'The consent is unknown or for another receiver',
  'AM.VLD-00027': 'The redirect URL cannot be used',
  'AM.VLD-00050': 'The page size must be from 1 to 1000',
  'AM.VLD-00051': 'The first time must be before the second',
  'AM.VLD-00052': 'The event type is not one that can be asked for',
  'AM.VLD-00053': 'The continuation token cannot be used',
  'STD.VLD-00000': 'A required value is missing',
} as const

export const validationError = (
  code: keyof typeof validationDetails,
  ...paths: readonly string[]
): ValidationError => ({ code, detail: validationDetails[code], paths })

/** Several validation errors are one refusal. */
export const invalid = (validationErrors: readonly ValidationError[]): Refused => ({
  code: 'STD-00000',
  validationErrors,
})
