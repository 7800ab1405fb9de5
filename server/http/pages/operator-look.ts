/** How the operator's pages look, beside what all have in common. */
export interface OperatorLook {
  /** A picture of at most 100 KB. */
  readonly logo?: { readonly type: 'image/svg+xml' | 'image/png'; readonly bytes: Buffer } | undefined
  /** `#rrggbb`, for the main buttons and the top of the page. */
  readonly color?: string | undefined
}

/** The style rules for a colour; letters on it are black or white, whichever is easier to read. */
export function colorRules(color: string): string {
  const letters = luminance(color) > 0.179 ? 'black' : 'white'
  const away = letters === 'white' ? 'black' : 'white'
  const mixed = (share: number) => `color-mix(in srgb, ${color} ${share}%, ${away})`
  return `:root[data-color-scheme], [data-color-scheme] {
--ds-color-accent-base-default: ${color};
--ds-color-accent-base-hover: ${mixed(85)};
--ds-color-accent-base-active: ${mixed(70)};
--ds-color-accent-base-contrast-default: ${letters};
--ds-color-accent-base-contrast-subtle: ${letters};
}
.top { border-top: 0.375rem solid ${color}; }
`
}

/** WCAG 2.2, relative luminance. Both black and white have a contrast of 4.58 at 0.179. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at =>
    linear(Number.parseInt(color.slice(at, at + 2), 16)),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (channel: number): number => {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
