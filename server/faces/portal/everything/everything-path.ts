export const everythingPath = '/everything'

/** Where everything about oneself is downloaded, or about another. */
export const everythingAt = (other: string | undefined): string =>
  other ? `${everythingPath}?${new URLSearchParams({ for: other })}` : everythingPath
