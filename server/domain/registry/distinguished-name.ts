/** RFC 4514 section 3, and two that certificates of organizations have. */
const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  ORGANIZATIONIDENTIFIER: '2.5.4.97',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  EMAILADDRESS: '1.2.840.113549.1.9.1',
}

const part = /^\s*([A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)+)\s*=\s*((?:[^,+"\\<>;]|\\.)*)$/s

/**
 * The types, as object identifiers, and values of a name as RFC 4514 writes it, in that order. `undefined` for what is none,
 * for a type of no known name, and for several values in one place.
 */
export function distinguishedName(
  text: string,
): readonly (readonly [type: string, value: string])[] | undefined {
  const written = text.match(/(?:[^,\\]|\\.)+/gs) ?? []
  if (written.join(',') !== text) return undefined
  const parts = written.map(one => part.exec(one))
  const pairs = parts.map(match => {
    const [, name = '', value = ''] = match ?? []
    const type = /^[0-9]/.test(name) ? name : types[name.toUpperCase()]
    return type === undefined ? undefined : ([type, unescaped(value)] as const)
  })
  return pairs.length > 0 && pairs.every(pair => pair !== undefined) ? pairs : undefined
}

/** RFC 4514 section 2.4: a backslash before the character itself, or before its octets in UTF-8. */
function unescaped(value: string): string {
  const trimmed = value.replace(/^ +/, '').replace(/(?<!\\) +$/, '')
  return trimmed.replace(/((?:\\[0-9A-Fa-f]{2})+)|\\(.)/gs, (_, octets?: string, itself = '') =>
    octets === undefined ? itself : Buffer.from(octets.replaceAll('\\', ''), 'hex').toString(),
  )
}
