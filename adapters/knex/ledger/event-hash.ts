import { hash } from 'node:crypto'
import type { ConsentEvent, NumberedEvent } from '../../../server/domain/event.ts'
import type { Content } from '../../../server/domain/evidence.ts'

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
  sha256Hex(
    `["${event.previousHash}","${event.stream}",${event.sequence},${hashedSuffix(event, event.contentHash)}`,
  )

/** What of the hashed text follows the number, which only the database knows when it appends. */
export const hashedSuffix = (event: ConsentEvent, content: string | undefined): string =>
  JSON.stringify([
    event.id,
    event.type,
    event.requestId ?? null,
    event.grantId ?? null,
    event.by ?? null,
    event.at.toISOString(),
    ...(content === undefined ? [] : [content]),
  ]).slice(1)
