import { write } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { OnTrouble } from './sink.ts'

const writeSome = promisify(write)

const retryMilliseconds = 1000

/** A reader that is slow is waited for like this. */
const againMilliseconds = 20

interface Writing {
  readonly onTrouble: OnTrouble
  readonly signal: AbortSignal
}

/** A reader that takes nothing for so long is trouble. */
const patienceMilliseconds = 1000

/** Writes every byte, however often that is tried, and never on the thread that answers requests. */
export async function writeAll(fd: number, text: string, { onTrouble, signal }: Writing): Promise<void> {
  let rest = Buffer.from(text)
  let waited = 0
  while (rest.length > 0 && !signal.aborted) {
    try {
      const { bytesWritten } = await writeSome(fd, rest)
      rest = rest.subarray(bytesWritten)
      waited = 0
    } catch (error) {
      const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN'
      const wait = isFull ? againMilliseconds : retryMilliseconds
      if (!isFull || waited >= patienceMilliseconds) onTrouble(error)
      await sleep(wait, undefined, { ref: false, signal }).catch(() => {})
      waited += wait
    }
  }
}
