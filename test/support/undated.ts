/** A text with every end in it taken out, which is another on every day: `29. desember 2026 (30 dager)`. */
export const undated = (text: string): string => text.replace(/\d{1,2}\.? \p{L}+ \d{4}( \(\d[^)]*\))?/gu, '…')
