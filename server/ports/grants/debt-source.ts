import type { NationalIdentityNumber } from '../../domain/party.ts'

/** The register of unsecured debt. */
export interface DebtSource {
  /**
   * What a person owes, an empty list for somebody who owes nothing. Throws `service.slow` when the register does not answer
   * in time, `debt-source.unavailable` when it does not answer or answers something else; the number is never part of an
   * address.
   */
  find(nin: NationalIdentityNumber, traceId: string): Promise<DebtInformation>
}

export interface DebtSourceSettings {
  readonly url: string | undefined
  /** Sent as a bearer token. */
  readonly token: string | undefined
  readonly timeoutSeconds: number
}

export interface DebtInformation {
  readonly loans: readonly CreditorAnswer[]
  readonly creditorsAnswered: number
  readonly creditorsMissing: number
}

/** `loan` is absent when the creditor did not answer. */
export interface CreditorAnswer {
  readonly creditorName: string
  readonly loan: Loan | undefined
}

/** Amounts in hundredths of a krone, rates in hundredths of a per cent; all whole numbers. */
export type Loan = CreditFacility | RepaymentLoan | ChargeCard

interface AnyLoan {
  readonly timestamp: Date
  /** 0 none, 1 is co-borrower, 2 has a co-borrower. */
  readonly coBorrower: 0 | 1 | 2
}

interface Charged {
  readonly nominalInterestRate: number
  readonly installmentCharges: number
  readonly installmentChargePeriod: 'MONTHLY' | 'QUARTERLY' | 'HALF-YEARLY' | 'YEARLY'
}

export interface CreditFacility extends AnyLoan, Charged {
  readonly type: 'creditFacility'
  readonly creditLimit: number
  readonly interestBearingBalance: number
  readonly nonInterestBearingBalance: number
}

export interface RepaymentLoan extends AnyLoan, Charged {
  readonly type: 'repaymentLoan'
  readonly originalBalance: number
  readonly balance: number
  /** Months. */
  readonly terms: number
}

export interface ChargeCard extends AnyLoan {
  readonly type: 'chargeCard'
  readonly interestBearingBalance: number
  readonly nonInterestBearingBalance: number
}
