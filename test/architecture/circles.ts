import type { Source } from './source.ts'

/** Files that import each other in a circle, types included: each circle once, as a list of paths. */
export function importCircles(sources: readonly Source[]): readonly (readonly string[])[] {
  const imports = new Map(sources.map(({ path, imports }) => [path, imports]))
  const done = new Set<string>()
  const circles: string[][] = []
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path)
    if (at >= 0) circles.push(way.slice(at))
    if (at >= 0 || done.has(path)) return
    for (const next of imports.get(path) ?? []) if (imports.has(next)) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return circles
}
