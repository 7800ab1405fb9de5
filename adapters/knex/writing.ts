/** A column, its type, and what of a `T` is written there. */
export type WrittenColumn<T> = readonly [name: string, type: string, written: (one: T) => unknown]

export interface Writing<T> {
  /** Their names. */
  readonly columns: string
  /** An insert whose values begin at `$first`, once for each row of `source`. */
  insert(first: number, source?: string): string
  values(one: T): readonly unknown[]
  /** How many values there are. */
  readonly size: number
}

/** How a `T` is written to a new row of a table. */
export const writing = <T>(table: string, columns: readonly WrittenColumn<T>[]): Writing<T> => {
  const names = columns.map(([name]) => name).join(', ')
  return {
    columns: names,
    insert(first, source) {
      const values = columns.map(([, type], index) => `$${first + index}::${type}`).join(', ')
      return `insert into ${table} (${names}) select ${values}${source ? ` from ${source}` : ''}`
    },
    values: one => columns.map(([, , written]) => written(one)),
    size: columns.length,
  }
}
