import { redirectRegistered } from './redirect-check.ts'
import * as register from './register-checks.ts'
import * as text from './text-checks.ts'
import { businessProcess } from './verdict.ts'

/** A customer changes to another supplier. */
export const changeOfBalanceSupplier = businessProcess({
  type: 'ChangeOfBalanceSupplierForPerson',
  purposeId: 'elhub-change-of-balance-supplier',
  textVersion: 'v1',
  checks: [
    text.customerNameGiven,
    text.supplierNameGiven,
    text.contractNameGiven,
    text.meteringPointGiven,
    text.meteringPointWellFormed,
    text.customerGiven,
    register.meteringPointKnown,
    register.customerIsEndUser,
    register.switchingAllowed,
    text.addressGiven,
    text.askerGiven,
    text.askerWellFormed,
    register.askerKnown,
    register.askerActive,
    text.customerAnswers,
    register.contractOffered,
  ],
  requestChecks: [redirectRegistered],
  kept: () => ({}),
  grantProperties: [],
})
