import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { readXml, type XmlElement, xmlSpace } from './read-xml.ts'

/** One value of metadata: a text, or what is made of others. */
export type XmpValue =
  | { readonly text: string; readonly language?: string }
  | { readonly kind: 'Alt' | 'Bag' | 'Seq'; readonly items: readonly XmpValue[] }
  | { readonly members: Readonly<Record<string, XmpValue>> }

const rdf = (local: string) => `{http://www.w3.org/1999/02/22-rdf-syntax-ns#}${local}`

const [about, description, listItem, parseType] = ['about', 'Description', 'li', 'parseType'].map(rdf) as [
  string,
  string,
  string,
  string,
]

/**
 * What XMP (ISO 16684-1) says, by property, however it is written down; names are `{namespace}local`, and what it is
 * about is under `rdf:about`. Throws `PdfSyntaxError` for forms that metadata of documents has no use for.
 */
export function readXmp(bytes: Uint8Array): ReadonlyMap<string, XmpValue> {
  const properties = new Map<string, XmpValue>()
  for (const one of rdfOf(readXml(bytes)).children) {
    if (one.name !== description) throw unreadable()
    const subject = { text: one.attributes.get(about) ?? '' }
    if (properties.size > 0 && JSON.stringify(properties.get(about)) !== JSON.stringify(subject))
      throw new PdfSyntaxError('Metadata of several things')
    properties.set(about, subject)
    for (const [name, value] of membersOf(one)) add(properties, name, value)
  }
  return properties
}

function rdfOf(outermost: XmlElement): XmlElement {
  if (outermost.name === rdf('RDF')) return outermost
  const [inner, ...more] = outermost.children
  const isPacket = outermost.name === '{adobe:ns:meta/}xmpmeta' && isBlank(outermost.text)
  if (!isPacket || inner?.name !== rdf('RDF') || !isBlank(inner.text) || more.length > 0) throw unreadable()
  return inner
}

/** Properties of what the element describes, as attributes or as elements. */
function membersOf({ attributes, children, text }: XmlElement): Map<string, XmpValue> {
  if (!isBlank(text)) throw unreadable()
  const members = new Map<string, XmpValue>()
  for (const [name, value] of attributes) if (name !== about) add(members, name, { text: value })
  for (const child of children) add(members, child.name, readProperty(child))
  return members
}

function add(members: Map<string, XmpValue>, name: string, value: XmpValue): void {
  if (members.has(name)) throw new PdfSyntaxError('Metadata that says one thing twice')
  const isReserved = !name.startsWith('{') || name.startsWith(rdf('')) || name.startsWith(`{${xmlSpace}}`)
  if (isReserved) throw unreadable()
  members.set(name, value)
}

function readProperty({ attributes, children, text }: XmlElement): XmpValue {
  const isResource = attributes.get(parseType) === 'Resource'
  const language = attributes.get(`{${xmlSpace}}lang`)
  const known = (isResource ? 1 : 0) + (language === undefined ? 0 : 1)
  if (attributes.size > known) throw unreadable()
  if (isResource) return structure({ name: description, attributes: new Map(), children, text })
  const [inner, ...more] = children
  if (!inner) return { text, ...(language !== undefined && { language }) }
  if (more.length > 0 || language !== undefined || !isBlank(text)) throw unreadable()
  return inner.name === description ? structure(inner) : list(inner)
}

const structure = (element: XmlElement): XmpValue => ({
  members: Object.fromEntries([...membersOf(element)].sort(([one], [other]) => (one < other ? -1 : 1))),
})

function list({ name, attributes, children, text }: XmlElement): XmpValue {
  const kind = (['Alt', 'Bag', 'Seq'] as const).find(one => name === rdf(one))
  if (!kind || attributes.size > 0 || !isBlank(text)) throw unreadable()
  if (children.some(child => child.name !== listItem)) throw unreadable()
  return { kind, items: children.map(readProperty) }
}

const isBlank = (text: string) => text.trim() === ''

const unreadable = () => new PdfSyntaxError('Metadata in a form that is not read here')
