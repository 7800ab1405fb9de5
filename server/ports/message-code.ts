/** A message authentication code: HMAC with SHA-256 (RFC 2104) of a text, in base64. `key` is in base64, too. */
export type MessageCode = (key: string, text: string) => string
