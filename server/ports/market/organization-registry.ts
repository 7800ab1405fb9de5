export interface BalanceSupplier {
  readonly isActive: boolean
  readonly orgno: string | undefined
}

/** The market parties that are balance suppliers. */
export interface OrganizationRegistry {
  /** Throws when the register cannot say. */
  getParty(gln: string, traceId: string): Promise<BalanceSupplier | 'not-found'>
}
