type Members = Readonly<Record<string, unknown>>

/** The members of an object under the names that are known here, however the caller writes them; others are left out. */
export function withKnownNames(value: unknown, names: readonly string[]): unknown {
  if (!isObject(value)) return value
  const known = new Map(names.map(name => [name.toLowerCase(), name]))
  return Object.fromEntries(
    Object.entries(value).flatMap(([written, member]) => {
      const name = known.get(written.toLowerCase())
      return name === undefined ? [] : [[name, member]]
    }),
  )
}

/** The object with one of its members replaced, where it has it. */
export const withMember = (value: unknown, name: string, make: (member: unknown) => unknown): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? { ...value, [name]: make(value[name]) } : value

export const each = (value: unknown, make: (item: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(make) : value

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
