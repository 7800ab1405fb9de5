import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '../../server/ports/clock.ts'
import type { Ids } from '../../server/ports/ids.ts'

interface Materials {
  readonly clock: Clock
  /** Makes derived ids unguessable; the same in every process. Read each time. */
  readonly key: string
}

/** Ids from the operating system's randomness: UUID version 7 (RFC 9562, 5.7) and, derived, version 8 (5.8). */
export function randomIds(materials: Materials): Ids {
  const next = countingUp(materials.clock)
  return {
    uuid() {
      const { milliseconds, count } = next()
      const bytes = randomBytes(16)
      bytes.writeUIntBE(milliseconds, 0, 6)
      bytes.writeUInt16BE(count, 6)
      return uuidOf(bytes, 7)
    },
    derivedUuid(...words) {
      const mac = createHmac('sha256', materials.key).update('uuid').update(JSON.stringify(words)).digest()
      return uuidOf(mac.subarray(0, 16), 8)
    },
    secret: (bytes = 32) => randomBytes(bytes).toString('base64url'),
  }
}

/** No clock that is kept right goes back that far. */
const putBack = 10 * 60 * 1000

/**
 * RFC 9562, 6.2, method 1: a counter of 12 bits that starts low and lends a millisecond when it is full. It follows a clock
 * that was moved on and then put back, as the demo's may be.
 */
function countingUp(clock: Clock): () => { milliseconds: number; count: number } {
  let milliseconds = 0
  let count = 0
  return () => {
    const now = clock.now().getTime()
    if (now > milliseconds || milliseconds - now > putBack) {
      milliseconds = now
      count = randomInt(0x800)
    } else if (++count > 0xfff) {
      milliseconds++
      count = 0
    }
    return { milliseconds, count }
  }
}

function uuidOf(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
