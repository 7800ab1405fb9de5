/** SHA-256 of a text in UTF-8, lower-case hex. */
export type Digest = (text: string) => string
