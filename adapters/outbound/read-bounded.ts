import { outboundError } from './outbound-error.ts'
import { isSlowness, tooSlow } from './slowness.ts'

interface Bounds {
  /** Who answers, for the message. */
  readonly host: string
  readonly mostBytes: number
  /** What the question was asked under. */
  readonly signal: AbortSignal
}

/**
 * The body of an answer. Rejects, and closes the connection, for one that is larger than `mostBytes` or breaks off, with
 * `service.slow` for one that does not come in time.
 */
export async function readBounded(
  answer: AsyncIterable<Uint8Array>,
  { host, mostBytes, signal }: Bounds,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of answer) {
      size += chunk.length
      if (size > mostBytes) break
      chunks.push(chunk)
    }
  } catch (error) {
    if (isSlowness(error) || isSlowness(signal.reason)) throw tooSlow(host)
    throw outboundError(`${host} broke off its answer`, (error as Error).name)
  }
  if (size > mostBytes) throw outboundError(`${host} answered with more than ${mostBytes} bytes`, 'TooLarge')
  return Buffer.concat(chunks)
}
