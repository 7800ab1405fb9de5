/** The face's name: kept with everything that happens through it. */
export const face = 'elhub'

/** Where the API is. */
export const base = '/access/v0'

/** What a market party asks for; also the name of the permission that it gets. */
export const processTypes = [
  'ChangeOfBalanceSupplierForPerson',
  'MoveInAndChangeOfBalanceSupplierForPerson',
] as const

export type ProcessType = (typeof processTypes)[number]

export const idTypes = ['NationalIdentityNumber', 'OrganizationNumber', 'GlobalLocationNumber'] as const

export type IdType = (typeof idTypes)[number]

export const collections = {
  requests: `${base}/authorization-requests`,
  documents: `${base}/authorization-documents`,
  grants: `${base}/authorization-grants`,
} as const

/** The name of an annotation that keeps a property of the wire's. */
export const annotation = (property: string): string => `${face}:${property}`
