/** A file as the archive lists it. */
export interface Entry {
  readonly name: string
  readonly madeAt: Date
  readonly crc: number
  readonly size: number
  readonly packedSize: number
  /** Where its local header begins. */
  readonly offset: number
}

/** Deflated, by readers of version 2.0; names are UTF-8. */
const version = 20
const utf8 = 0x0800
const deflate = 8
const unix = 3 << 8
const readable = 0o100644 << 16

type Field = readonly [bytes: 2 | 4, value: number]

const short = (value: number): Field => [2, value]
const long = (value: number): Field => [4, value]

const common = ({ name, madeAt, crc, size, packedSize }: Entry): readonly Field[] => [
  short(version),
  short(utf8),
  short(deflate),
  short(timeOf(madeAt)),
  short(dayOf(madeAt)),
  long(crc),
  long(packedSize),
  long(size),
  short(Buffer.byteLength(name)),
  short(0),
]

/** What stands before a file. */
export const localHeader = (entry: Entry): Uint8Array =>
  Buffer.concat([fields([long(0x04034b50), ...common(entry)]), Buffer.from(entry.name)])

/** What the directory at the end says of it. */
export const centralHeader = (entry: Entry): Uint8Array =>
  Buffer.concat([
    fields([
      long(0x02014b50),
      short(unix | version),
      ...common(entry),
      short(0),
      short(0),
      short(0),
      long(readable >>> 0),
      long(entry.offset),
    ]),
    Buffer.from(entry.name),
  ])

interface Directory {
  readonly count: number
  readonly begin: number
  readonly size: number
}

export const endOfDirectory = ({ count, begin, size }: Directory): Uint8Array =>
  fields([
    long(0x06054b50),
    short(0),
    short(0),
    short(count),
    short(count),
    long(size),
    long(begin),
    short(0),
  ])

/** Throws a `RangeError` for a number that has no room: of a file of 4 GiB or more. */
function fields(all: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(all.reduce((sum, [length]) => sum + length, 0))
  let at = 0
  for (const [length, value] of all) at = bytes.writeUIntLE(value, at, length)
  return bytes
}

/** The format has no time zone; in UTC it is the same wherever it is made. */
const timeOf = (at: Date): number =>
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)

const dayOf = (at: Date): number =>
  ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
