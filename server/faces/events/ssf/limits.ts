/** Seconds between two verifications of a stream. */
export const verificationSeconds = 10
