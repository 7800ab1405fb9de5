import { type FileHandle, open, stat } from 'node:fs/promises'
import { monotonicMs } from '../../clock/monotonic.ts'
import { isAuditLine, noHash, readSeal } from './chain.ts'
import type { AuditSink, OnTrouble } from './sink.ts'
import { joined } from './stream-sink.ts'
import { writeAll } from './write-all.ts'

/** How often it is looked whether the file was moved. */
const lookMilliseconds = 1000

/** No line is longer. */
const tailBytes = 65_536

/** A file that is added to. Once it was moved or removed, a new one is begun. */
export function fileSink(path: string, onTrouble: OnTrouble): AuditSink {
  const ending = new AbortController()
  const writing = { onTrouble, signal: ending.signal }
  let file: FileHandle | undefined
  let looksAt = 0

  const isInPlace = async (open: FileHandle): Promise<boolean> => {
    const [ours, there] = await Promise.all([open.stat(), stat(path).catch(() => undefined)])
    return there?.ino === ours.ino && there.dev === ours.dev
  }

  const openAnew = async (): Promise<string> => {
    const opened = await open(path, 'a+', 0o600)
    const { last, isTorn } = await readEnd(opened)
    if (isTorn) await writeAll(opened.fd, '\n', writing)
    await file?.close().catch(() => {})
    file = opened
    return last
  }

  return {
    async open() {
      if (file && monotonicMs() < looksAt) return undefined
      looksAt = monotonicMs() + lookMilliseconds
      if (!file) return openAnew()
      try {
        return (await isInPlace(file)) ? undefined : await openAnew()
      } catch (error) {
        onTrouble(error)
        return undefined
      }
    },
    write: lines => writeAll(file!.fd, joined(lines), writing),
    reopen: () => {
      looksAt = 0
    },
    async close() {
      ending.abort()
      await file?.close()
    },
  }
}

/** The hash of the last line of the trail, and whether the file ends in the middle of a line. */
async function readEnd(file: FileHandle): Promise<{ readonly last: string; readonly isTorn: boolean }> {
  const { size } = await file.stat()
  const length = Math.min(size, tailBytes)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
  const text = buffer.toString()
  const hashes = text.split('\n').flatMap(line => (isAuditLine(line) ? [readSeal(line)?.hash] : []))
  return {
    last: hashes.findLast(hash => hash !== undefined) ?? noHash,
    isTorn: text !== '' && !text.endsWith('\n'),
  }
}
