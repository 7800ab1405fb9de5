/** The known name nearest to a misspelt one, when it is near enough to be meant. Their common prefix does not count. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const nearest = known
    .map(other => ({ other, distance: editDistance(name, other) }))
    .reduce((a, b) => (b.distance < a.distance ? b : a))
  return nearest.distance <= withoutPrefix(name).length / 3 ? nearest.other : undefined
}

const withoutPrefix = (name: string): string => name.replace(/^SAMTYKKE_/, '')

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
