/** A row that no version of the program could have written. */
export class InconsistentRow extends Error {
  constructor(table: string, id: string, what: string) {
    super(`${table} ${id}: ${what}`)
    this.name = 'InconsistentRow'
  }
}

/** The value, which the row must have. */
export function required<T>(
  value: T | null | undefined,
  place: readonly [table: string, id: string, column: string],
): T {
  if (value === null || value === undefined) throw new InconsistentRow(place[0], place[1], `no ${place[2]}`)
  return value
}
