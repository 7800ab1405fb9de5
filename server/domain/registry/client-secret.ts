/** Longest secret that somebody may choose, in characters. */
export const longestSecret = 512

/** RFC 6749 appendix A.1 and A.2: what client ids and secrets are written in, printable ASCII and the space. */
export const isPrintable = (text: string): boolean => /^[\x20-\x7e]+$/.test(text)
