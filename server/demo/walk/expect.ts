/** Throws with what was expected unless it holds. */
export function expect(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** The text under a name. Throws when it is missing. */
export function textOf(facts: Readonly<Record<string, unknown>>, name: string): string {
  const value = facts[name]
  expect(typeof value === 'string' && value !== '', `${name} is missing`)
  return value
}
