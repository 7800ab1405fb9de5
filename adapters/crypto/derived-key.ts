import { createHmac } from 'node:crypto'

/** A key of 256 bits for one use, made of one for many. */
export const derivedKey = (key: string, use: string): Buffer => createHmac('sha256', key).update(use).digest()
