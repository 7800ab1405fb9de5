import { randomBytes } from 'node:crypto'

/** `bytes` random bytes as base64url. */
export const randomSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')
