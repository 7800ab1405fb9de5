import { z } from 'zod'
import { idTypes } from '../names.ts'
import { day, members, text, word } from '../wire/body-faults.ts'
import { Party } from '../wire/json-api.ts'

const longestId = 64

/** Characters. It is shown to a person, and written on a paper. */
const longestText = 500

const shownText = () => text().refine(value => value.length <= longestText, { error: 'wrong' })

/** Every other number is the person directory's to judge. */
const isKeepable = ({ idType, idValue }: { idType: string; idValue: string }): boolean =>
  idType === 'NationalIdentityNumber' || idValue.length <= longestId

export const PartyIdentifier = members({
  idType: word(idTypes).describe('Whose number it is'),
  idValue: text().describe('The number'),
}).refine(isKeepable, { error: 'wrong', path: ['idValue'] })

export type PartyIdentifier = z.infer<typeof PartyIdentifier>

/** What is asked by requests and documents, in parts: each kind reads its members in an order of its own. */
export const asked = {
  who: {
    requestedBy: PartyIdentifier.describe('The market party that asks, which must be the caller'),
    requestedFrom: PartyIdentifier.describe('The customer'),
  },
  to: { requestedTo: PartyIdentifier.describe('Who answers, which must be the customer') },
  name: { requestedFromName: shownText().describe('Name of the customer') },
  what: {
    requestedForMeteringPointId: text().describe('The metering point, 18 digits'),
    requestedForMeteringPointAddress: shownText().describe('Address of the metering point'),
    balanceSupplierName: shownText().describe('Name of the supplier, as the customer knows it'),
    balanceSupplierContractName: shownText().describe('Name of the contract'),
    moveInDate: day().nullish().describe('When the customer moved in, ISO 8601; not in the future'),
  },
  /** Ours: what the page tells of the contract itself. */
  contract: {
    contractStartDate: day().nullish().describe('When the contract starts, ISO 8601; shown to the customer'),
    contractWithdrawalDays: z
      .int({ error: 'wrong' })
      .min(1, { error: 'wrong' })
      .max(365, { error: 'wrong' })
      .nullish()
      .describe('Days of the right of withdrawal of the contract itself; shown to the customer'),
  },
} as const

/** The times of a request or a document. */
export const askedTimes = (validTo: string, createdAt: string) => ({
  validTo: z.string().describe(validTo),
  createdAt: z.string().describe(createdAt),
  updatedAt: z.string().describe('When it last changed'),
})

/** The parties of a request or a document. */
export const askedParties = (requestedTo: string) => ({
  requestedBy: Party.describe('The market party that asks'),
  requestedFrom: Party.describe('The customer'),
  requestedTo: Party.describe(requestedTo),
})
