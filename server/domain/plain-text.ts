/** Control characters save tab and line feed; marks and overrides of writing direction; what has no width at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** Nothing anyone writes by hand stacks more than four marks on one letter. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu

/** Foreign text made fit to show: without what hides or turns text round, at most `longest` characters. */
export function plainText(foreign: string, longest = 2000): string {
  const shown = foreign.replace(unseen, '').replace(stackedMarks, '$1')
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown
}
