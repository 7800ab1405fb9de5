import type { ConsentRequestId, PartyId, StreamId } from '../../../server/domain/ids.ts'

/** Where the state of a browser belongs. */
export const browserPlace = (kind: string, hash: Uint8Array): string =>
  `${kind}/${Buffer.from(hash).toString('hex')}`

/** Where what a polled authorization asked belongs. */
export const polledPlace = (request: ConsentRequestId): string => `polled/${request}`

/** Where the address for notices belongs. */
export const noticePlace = (party: PartyId): string => `notice-address/${party}`

/** Where the private part of a signing key belongs. */
export const signingKeyPlace = (kid: string): string => `signing-key/${kid}`

/** Where a part of an answer to a caller's own key belongs. */
export const idempotencyPlace = (hash: Uint8Array, part: 'members' | 'answer'): string =>
  `idempotency/${Buffer.from(hash).toString('hex')}/${part}`

/** Where what a receiver gave us to show belongs. */
export const streamPlace = (id: StreamId): string => `signal-stream/${id}`
