import { deflateSync } from 'node:zlib'
import { type PdfFile, readPdfFile } from '../../../adapters/pdf/common/pdf-file.ts'
import { type PdfView, viewAt } from '../../../adapters/pdf/common/pdf-view.ts'
import { ofKind, type PdfValue } from '../../../adapters/pdf/common/pdf-value.ts'
import { type Entries, printDictionary, printValue } from './print-value.ts'

/** One more save of a file, object by object, honest or not. */
export interface Revision {
  readonly view: PdfView
  /** The catalog's number. */
  readonly root: number
  /** The first page's number. */
  readonly page: number
  /** A new object; gives its number. */
  add(body: string): number
  put(number: number, body: string): void
  /** A dictionary that stands already, with these changes and those before. */
  change(number: number, changes: Entries): void
  /** The list that a dictionary has, with one more item. */
  longer(number: number, key: string, item: string): string
  save(options?: SaveOptions): Buffer
}

export interface SaveOptions {
  readonly as?: 'table' | 'stream' | 'packed' | 'hybrid'
  readonly trailer?: string
  readonly prev?: number
  readonly free?: readonly number[]
  /** Stands before the cross-reference section, and no section tells of it. */
  readonly untold?: string
  readonly startxref?: (at: number) => number
  readonly end?: string
}

export function revise(pdf: Uint8Array): Revision {
  const file = readPdfFile(pdf)
  const view = viewAt(file, file.revisions.length - 1)
  const objects = new Map<number, string>()
  const changed = new Map<number, Entries>()
  const root = view.root.number
  const pages = ofKind(view.resolve(entriesOf(view, root).get('Pages')), 'dictionary')!
  const kids = ofKind(pages.entries.get('Kids'), 'array')!
  let last = Math.max(...view.entries.keys(), sizeOf(file) - 1)
  return {
    view,
    root,
    page: ofKind(kids.items[0], 'reference')!.number,
    add(body) {
      objects.set(++last, body)
      return last
    },
    put: (number, body) => void objects.set(number, body),
    change(number, changes) {
      changed.set(number, { ...changed.get(number), ...changes })
      objects.set(number, printDictionary(entriesOf(view, number), changed.get(number)))
    },
    longer(number, key, item) {
      const pending = changed.get(number)?.[key]
      if (typeof pending === 'string') return `${pending.slice(0, -1)} ${item}]`
      const list = ofKind(view.resolve(entriesOf(view, number).get(key)), 'array')?.items ?? []
      return `[${[...list.map(printValue), item].join(' ')}]`
    },
    save: (options = {}) => write({ file, view, objects, last }, options),
  }
}

const entriesOf = (view: PdfView, number: number): ReadonlyMap<string, PdfValue> =>
  ofKind(view.object(number), 'dictionary')!.entries

const sizeOf = (file: PdfFile): number => Number(file.revisions.at(-1)!.trailer.entries.get('Size'))

interface Draft {
  readonly file: PdfFile
  readonly view: PdfView
  readonly objects: ReadonlyMap<number, string>
  readonly last: number
}

function write({ file, view, objects, last }: Draft, options: SaveOptions): Buffer {
  const { as = 'table', free = [], untold = '', end = '%%EOF\n', startxref = (at: number) => at } = options
  const isPacked = (body: string) => (as === 'packed' || as === 'hybrid') && !/stream|ByteRange/.test(body)
  let text = `${Buffer.from(file.bytes).toString('latin1')}\n`
  const rows = new Map<number, readonly [number, number, number]>(
    free.map(number => [number, [0, 0, 65_535]]),
  )
  const emit = (number: number, body: string) => {
    rows.set(number, [1, text.length, 0])
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  for (const [number, body] of objects) if (!isPacked(body)) emit(number, body)
  const packed = [...objects].filter(([, body]) => isPacked(body))
  if (packed.length > 0) {
    emit(last + 1, pack(packed))
    for (const [index, [number]] of packed.entries()) rows.set(number, [2, last + 1, index])
  }
  text += untold
  const trailer = `/Size ${last + 4} /Root ${printValue(view.root)} /Prev ${options.prev ?? file.revisions.at(-1)!.xrefAt} ${options.trailer ?? ''}`
  const section = () => stream(rows, { number: last + 2, trailer })
  const hidden = text.length
  if (as === 'hybrid') text += section()
  const at = text.length
  const plain = new Map([...rows].filter(([, [kind]]) => kind !== 2))
  if (as === 'table') text += table(rows, trailer)
  else text += as === 'hybrid' ? table(plain, `${trailer} /XRefStm ${hidden}`) : section()
  return Buffer.from(`${text}startxref\n${startxref(at)}\n${end}`, 'latin1')
}

type Rows = ReadonlyMap<number, readonly [number, number, number]>

function table(rows: Rows, trailer: string): string {
  const sections = [...rows]
    .sort(([one], [other]) => one - other)
    .map(
      ([number, [kind, at, more]]) =>
        `${number} 1\n${pad(at, 10)} ${pad(more, 5)} ${kind === 0 ? 'f' : 'n'} \n`,
    )
  return `xref\n${sections.join('')}trailer\n<< ${trailer} >>\n`
}

const pad = (number: number, width: number) => String(number).padStart(width, '0')

function stream(all: Rows, { number, trailer }: { number: number; trailer: string }): string {
  const sorted = [...all].sort(([one], [other]) => one - other)
  const data = deflateSync(
    Buffer.from(
      sorted.flatMap(([, [kind, at, more]]) => [
        kind,
        at >> 16,
        (at >> 8) & 255,
        at & 255,
        more >> 8,
        more & 255,
      ]),
    ),
  )
  const index = sorted.map(([one]) => `${one} 1`).join(' ')
  const dictionary = `/Type /XRef /W [1 3 2] /Index [${index}] /Filter /FlateDecode ${trailer} /Length ${data.length}`
  return `${number} 0 obj\n<< ${dictionary} >>\nstream\n${data.toString('latin1')}\nendstream\nendobj\n`
}

function pack(objects: readonly (readonly [number, string])[]): string {
  let at = 0
  const header = objects.map(([number, body]) => {
    const pair = `${number} ${at}`
    at += body.length + 1
    return pair
  })
  const first = `${header.join(' ')} `
  const data = deflateSync(Buffer.from(first + objects.map(([, body]) => body).join(' '), 'latin1'))
  return `<< /Type /ObjStm /N ${objects.length} /First ${first.length} /Filter /FlateDecode /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`
}
