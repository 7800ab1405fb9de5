/**
 * Control and format characters and line separators: what hides text or turns its direction. Tab, line feed and the
 * joiners that some scripts and pictures are written with may stay.
 */
const unseen = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Nothing anyone writes by hand stacks more than four marks on one letter. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu

/** Foreign text made fit to show: without what hides or turns text round, at most `longest` characters. */
export function plainText(foreign: string, longest = 2000): string {
  const shown = foreign.replace(unseen, '').replace(stackedMarks, '$1')
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown
}
