import { Problem } from '../../../domain/problem.ts'

/** One thing that is wrong, in Altinn's words. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly extensions?: Readonly<Record<string, string>>
  readonly validationErrors?: readonly ValidationError[]
}

export interface ValidationError {
  readonly code: string
  readonly detail: string
  readonly paths: readonly string[]
}

/** What a refusal in Altinn's words, or one in the words of its framework, carries to the error format. */
export class Refusal extends Error {
  readonly refused: readonly Refused[]

  constructor(refused: readonly Refused[]) {
    super(refused.map(({ code }) => code).join(', '))
    this.refused = refused
  }
}

/** Values that do not even read: messages by the name of the member. */
export class UnreadableValues extends Error {
  readonly errors: Readonly<Record<string, readonly string[]>>

  constructor(errors: UnreadableValues['errors']) {
    super('The request is malformed')
    this.errors = errors
  }
}

export const refusal = (refused: readonly Refused[]): Problem => {
  const cause = new Refusal(refused)
  return new Problem('request.malformed', `The request is refused: ${cause.message}`, { cause })
}

export const unreadable = (member: string, message: string): Problem =>
  new Problem('request.malformed', 'The request is malformed', {
    cause: new UnreadableValues({ [member]: [message] }),
  })

const details = {
  'AM-00000': 'Not authorized for this consent',
  'AM-00001': 'Consent not found',
  'AM-00002': 'The consent request is not in a state in which it can be approved',
  'AM-00003': 'Unknown organization',
  'AM-00004': 'Unknown person',
  'AM-00005': 'The resource cannot be used for consent',
  'AM-00006': 'Invalid consent metadata',
  'AM-00007': 'A metadata value is empty',
  'AM-00008': 'Metadata is missing',
  'AM-00009': 'The resources cannot be asked for together',
  'AM-00010': 'The consent is not in a state in which it can be revoked',
  'AM-00011': 'The consent is revoked',
  'AM-00012': 'The consent was given by another party',
  'AM-00013': 'The consent has expired',
  'AM-00014': 'The consent is not accepted',
  'AM-00015': 'The consent request is not in a state in which it can be rejected',
  'AM-00016': 'The id is taken by another consent request',
} as const

const statuses: Readonly<Partial<Record<keyof typeof details, number>>> = { 'AM-00000': 403, 'AM-00001': 404 }

export type RefusalCode = keyof typeof details

export const refused = (code: RefusalCode, extensions: Readonly<Record<string, string>> = {}): Refused => ({
  status: statuses[code] ?? 400,
  code,
  detail: details[code],
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
  status: 400,
  code: 'STD-00000',
  detail: 'One or more values are invalid',
  validationErrors,
})
