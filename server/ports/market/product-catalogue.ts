/** The contracts that suppliers offer. */
export interface ProductCatalogue {
  /** Names of an organization's products. Throws when the catalogue cannot say. */
  byOrg(orgno: string, traceId: string): Promise<readonly string[] | 'not-found'>
}
