export const face = 'maskinporten'

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Types of `authorization_details`. */
export const detailTypes = { consent: 'urn:altinn:consent', systemUser: 'urn:altinn:systemuser' } as const

/** Opens what data sources ask: whether tokens are active, and which consents have ended. */
export const followScope = 'samtykke:consents.follow'

/** What clients sign their assertions with. */
export const assertionAlgorithms = ['RS256', 'RS384', 'RS512']
