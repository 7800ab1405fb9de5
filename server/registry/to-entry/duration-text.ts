const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const

/** `30d` for its seconds, in the largest unit that gives them exactly. */
export function durationText(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds % size === 0) ?? ['s', 1]
  return `${seconds / size}${unit}`
}
