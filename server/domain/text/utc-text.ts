/** An instant in UTC as `2027-01-31T11:00:00.25+00:00`: no more digits than it has, and none when it has none. */
export const utcText = (at: Date): string =>
  at
    .toISOString()
    .replace(/\.?0*Z$/, '')
    .concat('+00:00')
