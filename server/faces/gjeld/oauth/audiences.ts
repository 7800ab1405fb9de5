import { agreementScope, debtScopes, feedScope } from '../names.ts'

/** The three APIs, each with its path below the base of the APIs and the scopes that it knows. */
export const apis = {
  agreement: { path: '/v1/consent/agreement', scopes: [agreementScope] },
  feed: { path: '/feed/v1/consent', scopes: [feedScope] },
  debt: { path: '/v1/debt', scopes: debtScopes },
} as const

export type ApiName = keyof typeof apis

/** The names of the APIs in `audience`. Tokens carry the canonical ones. */
export interface Audiences {
  readonly agreement: string
  readonly feed: string
  readonly debt: string
  /** Every name of each API, the canonical one first. */
  readonly names: Readonly<Record<ApiName, readonly string[]>>
  /** The canonical name of what a client wrote, `undefined` for what is no API here. A trailing slash is overlooked. */
  canonical(written: string): string | undefined
  /** The scopes of the API with this canonical name. */
  scopesOf(audience: string): readonly string[]
}

/** `apiUrl` is where the APIs are; they may be named by `bases`, too. */
export function audiences(apiUrl: string, bases: readonly string[]): Audiences {
  const named = { agreement: '', feed: '', debt: '' }
  const names: Record<ApiName, readonly string[]> = { agreement: [], feed: [], debt: [] }
  const known = new Map<string, string>()
  for (const name of Object.keys(apis) as ApiName[]) {
    named[name] = `${apiUrl}${apis[name].path}`
    names[name] = [apiUrl, ...bases].map(base => `${base}${apis[name].path}`)
    for (const written of names[name]) known.set(written, named[name])
  }
  const scopes = new Map<string, readonly string[]>(
    (Object.keys(apis) as ApiName[]).map(name => [named[name], apis[name].scopes]),
  )
  return {
    ...named,
    names,
    canonical: written => known.get(written.replace(/\/$/, '')),
    scopesOf: audience => scopes.get(audience) ?? [],
  }
}
