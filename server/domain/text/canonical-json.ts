/** JSON with the members of every object in the order of their names, so that equal content is equal text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted)

/** @NOTE What is in order already is not copied: there may be a great many of them. */
function sorted(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const names = Object.keys(value)
  if (isInOrder(names)) return value
  const members = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(names.sort().map(name => [name, members[name]]))
}

function isInOrder(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index++) if (names[index - 1]! > names[index]!) return false
  return true
}
