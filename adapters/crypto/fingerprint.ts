import { createHmac } from 'node:crypto'

/** HMAC-SHA-256 of a text at its place. */
export const fingerprint = (key: Uint8Array, text: string, place: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([place, text]))
    .digest()
