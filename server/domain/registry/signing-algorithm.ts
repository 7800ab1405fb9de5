/** JWS (RFC 7518 section 3.1). Each algorithm has keys of its own. */
export const signingAlgorithms = ['ES256', 'RS256'] as const

export type SigningAlgorithm = (typeof signingAlgorithms)[number]
