/** The face's name, and its member of `demo.json`. */
export const face = 'events'

/** Whose tokens are taken: those of the house issuer. */
export const issuerFace = 'oauth'

export const readScope = 'ssf.read'
export const manageScope = 'ssf.manage'
export const answerScope = 'deletion.answer'

/** The API that the scopes are of, below the public URL. */
export const audienceAt = (publicUrl: string): string => `${publicUrl}/ssf`
