import { hash } from 'node:crypto'
import type { NumberedEvent } from '../../../server/domain/event.ts'
import type { Content } from '../../../server/domain/evidence.ts'
import { chainedText, hashedSuffix } from '../../../server/domain/ledger-proof.ts'

/** What the first event of every asker follows. */
export const genesisHash = '0'.repeat(64)

export const sha256Hex = (data: string): string => hash('sha256', data, 'hex')

/** The hashes of the facts and of the words, with a dot between: each can be checked without the other. */
export const contentHash = ({ facts, words }: Content): string => `${sha256Hex(facts)}.${sha256Hex(words)}`

/**
 * SHA-256 (hex) over the UTF-8 of a JSON array: previous hash, stream, sequence, id, type, request id, grant id, party
 * (`null` where there is none), the instant in ISO 8601 with milliseconds, in UTC, and the hash of the content. An event of
 * the older form has no content, and its array ends before it.
 */
export const eventHash = (event: Omit<NumberedEvent, 'hash'>): string =>
  sha256Hex(chainedText(event, hashedSuffix(event, event.contentHash)))
