/** A request, as `node:http` and all that is built on it have it. */
export interface IncomingRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Before a router took its own part off, as Express keeps it. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly socket?: object | null | undefined
}

/** A field of the header that may stand there once; several are put together, which nothing that we read can be. */
export function headerOf({ headers }: IncomingRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' || value === undefined ? value : value.join(', ')
}

/** From its first slash, without the query. */
export const pathOf = ({ originalUrl, url = '/' }: IncomingRequest): string =>
  (originalUrl ?? url).replace(/[?#].*$/s, '')
