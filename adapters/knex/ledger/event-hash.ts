import { hash } from 'node:crypto'
import type { ConsentEvent, NumberedEvent } from '../../../server/domain/event.ts'

/** What the first event of every asker follows. */
export const genesisHash = '0'.repeat(64)

/**
 * SHA-256 (hex) over the UTF-8 of a JSON array: previous hash, stream, sequence, id, type, request id, grant id, party
 * (`null` where there is none) and the instant in ISO 8601 with milliseconds, in UTC.
 */
const eventHash = (event: Omit<NumberedEvent, 'hash'>): string =>
  hash('sha256', `["${event.previousHash}","${event.stream}",${event.sequence},${hashedSuffix(event)}`, 'hex')

/** What of the hashed text follows the number, which only the database knows when it appends. */
export const hashedSuffix = (event: ConsentEvent): string =>
  JSON.stringify([
    event.id,
    event.type,
    event.requestId ?? null,
    event.grantId ?? null,
    event.by ?? null,
    event.at.toISOString(),
  ]).slice(1)

/** The first event of a whole feed, lowest number first, at which the chain does not hold. */
export function brokenLink(feed: readonly NumberedEvent[]): NumberedEvent | undefined {
  return feed.find((event, index) => {
    const before = feed[index - 1]
    const follows = event.previousHash === (before?.hash ?? genesisHash)
    return !follows || event.sequence !== index + 1 || event.hash !== eventHash(event)
  })
}
