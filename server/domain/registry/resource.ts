import type { LocalizedText } from '../text/text.ts'

/** An API that tokens are made for (RFC 8707). `audience` is an absolute URI. */
export interface Resource {
  readonly audience: string
  readonly version: number
  readonly name: LocalizedText
  readonly scopes: readonly ResourceScope[]
  readonly token: { readonly format: 'opaque' | 'jwt'; readonly seconds: number }
  /** Whether introspection gives this API the national identity number of the person. */
  readonly revealsIdentity: boolean
}

export interface ResourceScope {
  readonly value: string
  /** What the giver reads. */
  readonly text: LocalizedText
}
