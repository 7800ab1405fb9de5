/** The face's name. */
export const face = 'admin'

/** Whose tokens are taken: those of the house issuer. */
export const issuerFace = 'oauth'

/** Where the API stands, below where operators come. */
export const apiPath = '/admin/v1'

/** The API as tokens name it. */
export const audienceAt = (managementUrl: string): string => `${managementUrl}${apiPath}`
