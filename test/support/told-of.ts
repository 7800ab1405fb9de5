const ofWhere = new Set([
  'audit',
  'time',
  'stream',
  'seq',
  'continues',
  'previous',
  'hash',
  'trace_id',
  'address',
])

/** What a line of the trail says beside where it stands and by which request it came. */
export const toldOf = (line: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(line).filter(([name]) => !ofWhere.has(name)))
