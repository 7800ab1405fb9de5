/** The words of a text that are separated by spaces; none of what is no text. */
export const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter(Boolean) : []
