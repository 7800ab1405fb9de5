/** A column, its type, and what of a `T` is written there. */
export type WrittenColumn<T> = readonly [name: string, type: string, written: (one: T) => unknown]

export interface Writing<T> {
  /** Their names. */
  readonly columns: string
  /** An insert whose values begin at `$first`, once for each row of `source`. */
  insert(first: number, source?: string): string
  values(one: T): readonly unknown[]
  /** An insert of many rows, `written`, whose values begin at `$first`, of those that `among` joins, in what order it says. */
  insertMany(first: number, among?: string): string
  /** The values of many rows, by columns. */
  valuesOfMany(many: readonly T[]): readonly unknown[]
  /** How many values there are; as many when there are many rows. */
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
    insertMany(first, among = '') {
      const arrays = columns.map(([, type], index) => `$${first + index}::${isList(type) ? 'text' : type}[]`)
      const written = columns.map(([name, type]) => `written.${name}${isList(type) ? `::${type}` : ''}`)
      return `insert into ${table} (${names}) select ${written.join(', ')} from unnest(${arrays.join(', ')}) as written (${names}) ${among}`
    },
    valuesOfMany: many =>
      columns.map(([, type, written]) => {
        const values = many.map(written)
        return isList(type) ? values.map(asText) : values
      }),
    size: columns.length,
  }
}

const isList = (type: string): boolean => type.endsWith('[]')

/** @NOTE Of lists of different lengths PostgreSQL makes no array. */
const asText = (list: unknown): string | undefined =>
  Array.isArray(list)
    ? `{${list.map(one => `"${String(one).replaceAll(/[\\"]/g, '\\$&')}"`).join(',')}}`
    : undefined
