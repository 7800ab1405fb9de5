import type { z } from 'zod'
import type { Language } from '../../domain/text/text.ts'
import type { Lane } from '../../ports/lanes.ts'
import type { Exchange } from '../../ports/exchange.ts'

/** What a page's handler is given. Forms are parsed with duplicates refused; cross-site posts never get here. */
export interface PageRequest<Params = unknown, Query = unknown, Form = unknown> {
  readonly params: Params
  readonly query: Query
  readonly form: Form
  readonly cookies: Readonly<Record<string, string | undefined>>
  readonly language: Language
  /** The whole URL as the public sees it. */
  readonly url: URL
  /** The network that it came from: an IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  readonly exchange: Exchange
  /** The name of the request in the log. */
  readonly traceId: string
}

export interface CookieChange {
  readonly name: string
  /** `undefined` removes it. */
  readonly value: string | undefined
  /** Seconds; a session cookie without it. */
  readonly maxAge?: number
}

/** Something to keep. */
export interface Download {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** Letters, digits, dots and hyphens. */
  readonly fileName: string
}

/**
 * A page, a redirect, or a file to keep. Cookies are HttpOnly, SameSite=Lax, Path=/, and Secure with the `__Host-` prefix
 * over https.
 */
export type PageReply =
  | {
      readonly view: string
      readonly model: Readonly<Record<string, unknown>>
      /** What the page says, in plain text: answered in its place to `?as=text`, which the page then links to. */
      readonly text?: string
      readonly status?: number
      readonly cookies?: readonly CookieChange[]
      /** Whether a form of the page may lead out of samtykke by redirect: to the asker, or to log in or out. */
      readonly formsLeadOut?: boolean
      /** Whether it shows other pages of ours in frames. */
      readonly framesOwn?: boolean
      /** Whether it is only there to be looked at, also in a frame of ours: no form of it can be sent. */
      readonly isSpecimen?: boolean
    }
  | { readonly redirect: string; readonly cookies?: readonly CookieChange[] }
  | { readonly download: Download; readonly cookies?: readonly CookieChange[] }

export interface PageRoute<Params = never, Query = never, Form = never> {
  readonly method: 'get' | 'post'
  readonly path: string
  /** Whether a form may be sent as often as anybody likes, because nothing may come before it. */
  readonly uncounted?: boolean
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  readonly form?: z.ZodType<Form>
  /** How many bytes the form may have when it carries files, of which each is a `PostedFile`; it carries none when not said. */
  readonly largestWithFiles?: number
  /** How it comes to the storage, where others must not be in its way; by the ordinary lane when not said. */
  readonly lane?: Lane
  readonly handle: (request: PageRequest<Params, Query, Form>) => Promise<PageReply>
}

/** The pages of a face. */
export interface Pages {
  readonly routes: readonly PageRoute[]
}
