/**
 * Throws an ordinary `Error` unless the bytes are one value in the distinguished encoding (X.690, 10 and 11), what is
 * encoded in octet strings of extensions, contents and answers included. It knows of types what their tags tell, so sets
 * under implicit tags are known by their places in CMS only.
 */
export function checkStrictDer(bytes: Uint8Array): void {
  checkPart(onlyPart(bytes, 'the whole'), 'the whole')
}

interface Part {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

const types = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  id: 6,
  utcTime: 23,
  time: 24,
  sequence: 0x30,
  set: 0x31,
}

function checkPart({ tag, content }: Part, path: string): void {
  const type = tag & 0x1f
  const isConstructed = (tag & 0x20) !== 0
  if (tag < 0x40 && isConstructed !== (type === 16 || type === 17))
    throw fault(path, `constructed tag ${tag}`)
  if (tag < 0x40) checkPrimitive(tag, content, path)
  if (!isConstructed) return
  const parts = partsOf(content, path)
  if (tag === types.set) checkOrder(parts, path)
  for (const [index, part] of parts.entries()) checkPart(part, `${path}.${index}`)
  if (tag === types.sequence) checkSequence(parts, path)
}

function checkPrimitive(tag: number, content: Uint8Array, path: string): void {
  const text = Buffer.from(content).toString('latin1')
  const [first = 0, second = 0] = content
  const faults: Readonly<Record<number, boolean>> = {
    // Each of them is FALSE when it is left out.
    [types.boolean]: content.length !== 1 || first !== 0xff,
    [types.integer]:
      content.length === 0 ||
      (content.length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80)),
    [types.bits]: first > 7 || (first > 0 && (content.at(-1)! & ((1 << first) - 1)) !== 0),
    [types.utcTime]: !/^\d{12}Z$/.test(text),
    [types.time]: !/^\d{14}(?:\.\d*[1-9])?Z$/.test(text),
  }
  if (faults[tag] === true) throw fault(path, `tag ${tag} with ${Buffer.from(content).toString('hex')}`)
}

function checkOrder(parts: readonly Part[], path: string): void {
  for (const [index, { whole }] of parts.entries()) {
    const next = parts[index + 1]
    if (next && Buffer.compare(whole, next.whole) > 0) throw fault(path, 'a set in another order')
  }
}

function checkSequence(parts: readonly Part[], path: string): void {
  const [first, ...rest] = parts
  const last = rest.at(-1)
  const isNamed = first?.tag === types.id && rest.length > 0 && rest.length < 3
  // An extension, an answer of OCSP, or the content of CMS.
  if (isNamed && last!.tag === types.octets) checkWithin(last!.content, `${path}.value`)
  if (isNamed && last!.tag === 0xa0) {
    const [content] = partsOf(last!.content, path)
    if (content?.tag === types.octets) checkWithin(content.content, `${path}.content`)
  }
  // SignedData has certificates and lists, SignerInfo has attributes: sets all.
  const isOfCms =
    first?.tag === types.integer && parts.some(({ tag }) => tag === types.set || tag === types.octets)
  for (const part of isOfCms ? parts : []) {
    if (part.tag === 0xa0 || part.tag === 0xa1)
      checkOrder(partsOf(part.content, path), `${path}[${part.tag & 1}]`)
  }
}

const checkWithin = (bytes: Uint8Array, path: string) => checkPart(onlyPart(bytes, path), path)

function onlyPart(bytes: Uint8Array, path: string): Part {
  const [part, ...more] = partsOf(bytes, path)
  if (!part || more.length > 0) throw fault(path, 'not one value')
  return part
}

function partsOf(bytes: Uint8Array, path: string): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < bytes.length; ) {
    const [tag, first] = [bytes[at]!, bytes[at + 1]]
    if (first === undefined || first === 0x80 || tag === 0 || (tag & 0x1f) === 0x1f)
      throw fault(path, 'no length')
    const digits = first < 0x80 ? [first] : [...bytes.subarray(at + 2, at + 2 + (first & 0x7f))]
    const length = digits.reduce((sum, digit) => sum * 256 + digit, 0)
    if (first > 0x80 && (length < 0x80 || digits[0] === 0))
      throw fault(path, 'a length with more digits than it needs')
    const from = at + 2 + (first < 0x80 ? 0 : digits.length)
    if (from + length > bytes.length) throw fault(path, 'cut off')
    parts.push({
      tag,
      content: bytes.subarray(from, from + length),
      whole: bytes.subarray(at, from + length),
    })
    at = from + length
  }
  return parts
}

const fault = (path: string, what: string) => new Error(`${what} at ${path}`)
