import type { Wish } from './business-process.ts'
import { type Check, invalid } from './inquiry.ts'

type Text = {
  [Name in keyof Wish]: Wish[Name] extends string ? Name : never
}[keyof Wish]

const isBlank = (text: string): boolean => text.trim() === ''

const missing =
  (name: Text, code: string, detail: string): Check =>
  ({ wish }) =>
    isBlank(wish[name]) ? invalid(code, detail) : undefined

export const customerNameGiven = missing(
  'requestedFromName',
  'missing_requested_from_name',
  'Requested from name is missing',
)

export const supplierNameGiven = missing(
  'balanceSupplierName',
  'missing_balance_supplier_name',
  'Balance supplier name is missing',
)

export const contractNameGiven = missing(
  'balanceSupplierContractName',
  'missing_balance_supplier_contract_name',
  'Balance supplier contract name is missing',
)

export const meteringPointGiven = missing(
  'requestedForMeteringPointId',
  'missing_metering_point_id',
  'Metering point id is missing',
)

export const addressGiven = missing(
  'requestedForMeteringPointAddress',
  'missing_metering_point_address',
  'Metering point address is missing',
)

export const meteringPointWellFormed: Check = ({ wish }) =>
  /^\d{18}$/.test(wish.requestedForMeteringPointId)
    ? undefined
    : invalid('invalid_metering_point_id', 'Metering point id is invalid')

export const customerGiven: Check = ({ wish }) =>
  isBlank(wish.requestedFrom.id) ? invalid('missing_requested_from', 'Requested from is missing') : undefined

export const askerGiven: Check = ({ wish }) =>
  isBlank(wish.requestedBy.id) ? invalid('missing_requested_by', 'Requested by is missing') : undefined

export const askerWellFormed: Check = ({ wish }) =>
  /^\d{13}$/.test(wish.requestedBy.id)
    ? undefined
    : invalid('invalid_requested_by', 'Requested by has invalid format')

export const customerAnswers: Check = ({ wish }) =>
  wish.requestedTo.id === wish.requestedFrom.id
    ? undefined
    : invalid(
        'requested_to_requested_from_mismatch',
        'Requested to and requested from are not the same party',
      )

export const movedInAlready: Check = ({ wish: { moveInDate }, place: { today } }) =>
  moveInDate !== undefined && moveInDate > today
    ? invalid('move_in_date_not_back_in_time', 'Move-in date must be today or back in time')
    : undefined
