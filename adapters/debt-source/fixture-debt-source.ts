import type { CreditorAnswer, DebtSource } from '../../server/ports/grants/debt-source.ts'

const timestamp = new Date('2026-11-01T04:00:00Z')

const debts: Readonly<Record<string, readonly CreditorAnswer[]>> = {
  '14842249091': [
    {
      creditorName: 'Fjordkreditt',
      loan: {
        type: 'creditFacility',
        timestamp,
        coBorrower: 0,
        creditLimit: 5_000_000,
        interestBearingBalance: 1_824_550,
        nonInterestBearingBalance: 312_000,
        nominalInterestRate: 2190,
        installmentCharges: 4500,
        installmentChargePeriod: 'MONTHLY',
      },
    },
    {
      creditorName: 'Vidde Forbrukslån',
      loan: {
        type: 'repaymentLoan',
        timestamp,
        coBorrower: 2,
        originalBalance: 15_000_000,
        balance: 9_740_025,
        terms: 48,
        nominalInterestRate: 1349,
        installmentCharges: 5000,
        installmentChargePeriod: 'MONTHLY',
      },
    },
    { creditorName: 'Stille Bank', loan: undefined },
  ],
  '29868099311': [
    {
      creditorName: 'Kortet Norge',
      loan: {
        type: 'chargeCard',
        timestamp,
        coBorrower: 0,
        interestBearingBalance: 0,
        nonInterestBearingBalance: 748_990,
      },
    },
  ],
}

/** Two synthetic persons with debt; everybody else owes nothing. */
export const fixtureDebtSource: DebtSource = {
  async find(nin) {
    const loans = debts[nin] ?? []
    const creditorsMissing = loans.filter(({ loan }) => loan === undefined).length
    return { loans, creditorsAnswered: loans.length - creditorsMissing, creditorsMissing }
  },
}
