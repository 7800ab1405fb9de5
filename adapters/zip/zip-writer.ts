import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { OpenArchive } from '../../server/ports/archive.ts'
import { centralHeader, endOfDirectory, type Entry, localHeader } from './headers.ts'

/** Text shrinks to a tenth already, and whoever waits for it waits for this, too. */
const level = 3

/**
 * A ZIP file (PKWARE's APPNOTE 6.3, without ZIP64): only what is packed is held in memory. Throws an `Error` for what takes
 * 4 GiB or more.
 */
export const zipWriter: OpenArchive = madeAt => {
  const parts: Uint8Array[] = []
  const entries: Entry[] = []
  let offset = 0

  const push = (bytes: Uint8Array): void => {
    parts.push(bytes)
    offset += bytes.length
  }

  return {
    async add(name, content) {
      const { packed, ...measures } = await deflated(content)
      const entry = { name, madeAt, offset, ...measures }
      push(localHeader(entry))
      for (const piece of packed) push(piece)
      entries.push(entry)
    },
    finish() {
      const begin = offset
      for (const entry of entries) push(centralHeader(entry))
      push(endOfDirectory({ count: entries.length, begin, size: offset - begin }))
      return Buffer.concat(parts)
    },
  }
}

async function deflated(content: Uint8Array | AsyncIterable<Uint8Array>) {
  let crc = 0
  let size = 0
  let packedSize = 0
  const packed: Uint8Array[] = []
  const measured = async function* () {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      crc = crc32(piece, crc)
      size += piece.length
      yield piece
    }
  }
  await pipeline(measured, createDeflateRaw({ level }), async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      packed.push(piece)
      packedSize += piece.length
    }
  })
  return { packed, crc, size, packedSize }
}
