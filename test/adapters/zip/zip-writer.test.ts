import assert from 'node:assert/strict'
import { unzipSync, type UnzipFileInfo } from 'fflate'
import { zipWriter } from '../../../adapters/zip/zip-writer.ts'
import { noon } from '../../support/fixtures.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

async function* inPieces(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield bytes(piece)
}

describe('the ZIP writer', () => {
  it('gives what another program unpacks to the same files, whole or in pieces, empty or large', async () => {
    const large = 'Samtykke, ærlig og åpent. '.repeat(200_000)
    const archive = zipWriter(noon)
    await archive.add('a.txt', bytes('Hei på deg'))
    await archive.add('b/pieces.txt', inPieces('Ær', 'lig', '', ' talt'))
    await archive.add('empty.txt', new Uint8Array())
    await archive.add('large.txt', inPieces(large, large))
    const seen: UnzipFileInfo[] = []
    const packed = archive.finish()
    const files = unzipSync(packed, { filter: file => seen.push(file) > 0 })
    assert.deepEqual(
      Object.entries(files).map(([name, file]) => [name, Buffer.from(file).toString()]),
      [
        ['a.txt', 'Hei på deg'],
        ['b/pieces.txt', 'Ærlig talt'],
        ['empty.txt', ''],
        ['large.txt', large + large],
      ],
    )
    assert.ok(packed.length < large.length / 10)
    assert.deepEqual(
      seen.map(({ originalSize }) => originalSize),
      Object.values(files).map(({ length }) => length),
    )
  })

  it('says when its files were made, to two seconds, and what they should add up to', async () => {
    const archive = zipWriter(new Date('2026-11-30T23:59:58.500Z'))
    await archive.add('a.txt', bytes('123456789'))
    const packed = Buffer.from(archive.finish())
    const [time, day, crc] = [packed.readUInt16LE(10), packed.readUInt16LE(12), packed.readUInt32LE(14)]
    assert.deepEqual([time >> 11, (time >> 5) & 63, (time & 31) * 2], [23, 59, 58])
    assert.deepEqual([(day >> 9) + 1980, (day >> 5) & 15, day & 31], [2026, 11, 30])
    assert.equal(crc, 0xcbf43926)
  })

  it('fails with what its content fails with', async () => {
    const failing = async function* () {
      yield bytes('some')
      throw new Error('no more of it')
    }
    await assert.rejects(zipWriter(noon).add('a.txt', failing()), /no more of it/)
  })

  it('refuses a file for whose size the format has no room', async () => {
    const { localHeader } = await import('../../../adapters/zip/headers.ts')
    const entry = { name: 'a', madeAt: noon, crc: 0, size: 2 ** 32, packedSize: 1, offset: 0 }
    assert.throws(() => localHeader(entry), RangeError)
  })
})
