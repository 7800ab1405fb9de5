import { z } from 'zod'

const Loan = z.object({
  timestamp: z.iso.datetime({ offset: true }).transform(text => new Date(text)),
  coBorrower: z.literal([0, 1, 2]),
})

const charged = {
  nominalInterestRate: z.int(),
  installmentCharges: z.int(),
  installmentChargePeriod: z.enum(['MONTHLY', 'QUARTERLY', 'HALF-YEARLY', 'YEARLY']),
}

const balances = { interestBearingBalance: z.int(), nonInterestBearingBalance: z.int() }

const AnyLoan = z.discriminatedUnion('type', [
  Loan.extend({ type: z.literal('creditFacility'), creditLimit: z.int(), ...balances, ...charged }),
  Loan.extend({
    type: z.literal('repaymentLoan'),
    originalBalance: z.int(),
    balance: z.int(),
    terms: z.int(),
    ...charged,
  }),
  Loan.extend({ type: z.literal('chargeCard'), ...balances }),
])

/** What a debt register answers over HTTP. */
export const DebtAnswer = z.object({
  loans: z.array(
    z.object({
      creditorName: z.string(),
      loan: AnyLoan.nullish().transform(loan => loan ?? undefined),
    }),
  ),
  creditorsAnswered: z.int().min(0),
  creditorsMissing: z.int().min(0),
})
