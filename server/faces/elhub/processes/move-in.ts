import { redirectRegistered } from './redirect-check.ts'
import * as register from './register-checks.ts'
import * as text from './text-checks.ts'
import { businessProcess } from './verdict.ts'

/** A customer has moved in, or will, and takes a supplier. */
export const moveIn = businessProcess({
  type: 'MoveInAndChangeOfBalanceSupplierForPerson',
  purposeId: 'elhub-move-in-and-change-of-balance-supplier',
  textVersion: 'v1',
  checks: [
    text.customerNameGiven,
    text.supplierNameGiven,
    text.contractNameGiven,
    text.meteringPointGiven,
    text.meteringPointWellFormed,
    text.addressGiven,
    text.customerGiven,
    register.meteringPointKnown,
    register.customerIsNotEndUserYet,
    text.movedInAlready,
    text.askerGiven,
    text.askerWellFormed,
    register.askerKnown,
    register.askerActive,
    text.customerAnswers,
    register.contractOffered,
  ],
  requestChecks: [redirectRegistered],
  kept: ({ moveInDate }) => (moveInDate === undefined ? {} : { moveInDate }),
  grantProperties: ['moveInDate'],
})
