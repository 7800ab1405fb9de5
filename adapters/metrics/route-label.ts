const most = 100

/** Paths as a bounded set of labels: ids become `:id`, what no route answered is `unmatched`, the overflow `other`. */
export function routeLabels(): (path: string, status: number) => string {
  const seen = new Set<string>()
  return (path, status) => {
    if (status === 404 || status === 405) return 'unmatched'
    const route = path.split('/').map(toLabel).join('/')
    if (seen.has(route)) return route
    if (seen.size >= most) return 'other'
    seen.add(route)
    return route
  }
}

const toLabel = (segment: string): string =>
  /[0-9]/.test(segment) && segment.length >= 8 ? ':id' : segment.slice(0, 40)
