import { noHash } from './chain.ts'
import type { AuditSink, OnTrouble, TimedLine } from './sink.ts'
import { writeAll } from './write-all.ts'

/** Standard output (1) or standard error (2), whatever it leads to. */
export function streamSink(fd: 1 | 2, onTrouble: OnTrouble): AuditSink {
  const ending = new AbortController()
  let isOpen = false
  return {
    async open() {
      if (isOpen) return undefined
      isOpen = true
      return noHash
    },
    write: lines => writeAll(fd, joined(lines), { onTrouble, signal: ending.signal }),
    reopen: () => {},
    close: async () => ending.abort(),
  }
}

export const joined = (lines: readonly TimedLine[]): string => lines.map(({ text }) => `${text}\n`).join('')
