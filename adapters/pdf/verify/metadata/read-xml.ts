import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All that is between the tags but the children. */
  readonly text: string
}

const deepest = 16
const largest = 64 * 1024

/**
 * The one element of a document in the little of XML that metadata is written in: elements, attributes, text, the five
 * named letters and those by number, and packet marks around it. Names are `{namespace}local`. Whatever else there is in
 * XML, document types, entities, comments and the like, is a `PdfSyntaxError`, and so are more than 64 KiB.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > largest) throw new PdfSyntaxError('Metadata that is too long')
  const reader: Reader = { text: toText(bytes), at: 0 }
  skipAround(reader)
  const element = readElement(reader, { depth: 0, spaces: new Map([['xml', xmlSpace]]) })
  skipAround(reader)
  if (reader.at !== reader.text.length) throw new PdfSyntaxError('Metadata that goes on after its end')
  return element
}

export const xmlSpace = 'http://www.w3.org/XML/1998/namespace'

interface Reader {
  readonly text: string
  at: number
}

interface Scope {
  readonly depth: number
  /** Namespaces by prefix; the one without prefix has the empty one. */
  readonly spaces: ReadonlyMap<string, string>
}

/** Without a byte order mark, which the packet mark may hold as a letter. */
function toText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!letters.test(text)) throw new PdfSyntaxError('Metadata with letters that XML has not')
    return text
  } catch (cause) {
    throw new PdfSyntaxError('Metadata that is not text in UTF-8', { cause })
  }
}

/** XML 1.0, 2.2. */
const letters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Moves past what the pattern, which must be sticky, finds here. */
function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found) reader.at = pattern.lastIndex
  return found ?? undefined
}

function need(reader: Reader, pattern: RegExp): RegExpExecArray {
  const found = take(reader, pattern)
  if (!found) throw new PdfSyntaxError(`Metadata that cannot be read at ${reader.at}`)
  return found
}

const around = /(?:[\t\n\r ]|<\?xpacket [^<>?]*\?>)*/y

const skipAround = (reader: Reader) => void take(reader, around)

function readElement(reader: Reader, outer: Scope): XmlElement {
  if (outer.depth === deepest) throw new PdfSyntaxError('Metadata that is nested too deeply')
  const [, tag] = need(reader, /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)/y)
  const written = readAttributes(reader)
  const spaces = spacesIn(written, outer.spaces)
  const element = { name: nameOf(tag!, spaces, true), attributes: attributesIn(written, spaces) }
  if (need(reader, /[\t\n\r ]*(\/?)>/y)[1] === '/') return { ...element, children: [], text: '' }
  const content = readContent(reader, { depth: outer.depth + 1, spaces })
  if (need(reader, /<\/([^<>\s]+)[\t\n\r ]*>/y)[1] !== tag)
    throw new PdfSyntaxError('Metadata whose tags do not match')
  return { ...element, ...content }
}

function readContent(reader: Reader, scope: Scope): Pick<XmlElement, 'children' | 'text'> {
  const children: XmlElement[] = []
  let text = ''
  for (;;) {
    text += plain(need(reader, /[^<]*/y)[0])
    if (reader.text.startsWith('</', reader.at)) return { children, text }
    children.push(readElement(reader, scope))
  }
}

function readAttributes(reader: Reader): Map<string, string> {
  const written = new Map<string, string>()
  const one =
    /[\t\n\r ]+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)[\t\n\r ]*=[\t\n\r ]*(?:"([^"<]*)"|'([^'<]*)')/y
  for (let found = take(reader, one); found; found = take(reader, one)) {
    const [, name, double, single] = found
    if (written.has(name!)) throw new PdfSyntaxError('Metadata with one attribute twice')
    written.set(name!, plain((double ?? single)!))
  }
  return written
}

function spacesIn(written: ReadonlyMap<string, string>, outer: Scope['spaces']): Scope['spaces'] {
  const spaces = new Map(outer)
  for (const [name, value] of written) {
    if (name === 'xmlns') spaces.set('', value)
    else if (name.startsWith('xmlns:')) spaces.set(name.slice(6), value)
  }
  if (spaces.get('xml') !== xmlSpace) throw new PdfSyntaxError('Metadata that gives xml another meaning')
  return spaces
}

function attributesIn(written: ReadonlyMap<string, string>, spaces: Scope['spaces']): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [name, value] of written) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    const whole = nameOf(name, spaces, false)
    if (attributes.has(whole)) throw new PdfSyntaxError('Metadata with one attribute twice')
    attributes.set(whole, value)
  }
  return attributes
}

/** Attributes without prefix have no namespace. */
function nameOf(written: string, spaces: Scope['spaces'], isElement: boolean): string {
  const [local, prefix] = written.split(':').reverse() as [string, string?]
  if (prefix === undefined && !isElement) return local
  const space = spaces.get(prefix ?? '')
  if (!space) throw new PdfSyntaxError('Metadata with a name of no namespace')
  return `{${space}}${local}`
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/&([^;&]{0,8};?)/g, (_, reference: string) => {
    const [, word, decimal, hexadecimal] = /^(?:([a-z]+)|#(\d+)|#x([\dA-Fa-f]+));$/.exec(reference) ?? []
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
    const letter = word === undefined ? byNumber(code) : named[word]
    if (letter === undefined) throw new PdfSyntaxError('Metadata with an entity')
    return letter
  })
}

function byNumber(code: number): string | undefined {
  const letter = code <= 0x10ffff ? String.fromCodePoint(code) : undefined
  return letter !== undefined && letters.test(letter) ? letter : undefined
}
