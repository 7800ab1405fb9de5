/** Rows as aligned columns under their headings; `none` when there are no rows. */
export function table(rows: readonly Readonly<Record<string, string | number>>[], none: string): string {
  if (rows.length === 0) return none
  const headings = Object.keys(rows[0]!)
  const lines = [headings, ...rows.map(row => headings.map(heading => String(row[heading])))]
  const widths = headings.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
