import type { X509Certificate } from 'node:crypto'
import type { z } from 'zod'
import type { Lane } from '../../ports/lanes.ts'
import type { Refused, RefusalTable } from './refusals.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a handler is given: everything parsed, nothing raw. */
export interface ApiRequest<Caller, Params, Query, Body> {
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly traceId: string
  /** As in `RawRequest`. */
  readonly network: string
  /** Given when the exchange is over: the answer has left, or nobody waits for it any more. */
  readonly over: AbortSignal
}

/** What a handler gives back: a JSON `body`, a `file`, a `stream`, or nothing. */
export interface ApiReply {
  readonly status: number
  readonly body?: unknown
  readonly file?: {
    readonly bytes: Uint8Array
    readonly mediaType: string
    /** Whether it is compressed for whoever takes it so. */
    readonly zipped?: boolean
  }
  /** Sent piece by piece as it comes, until it ends or nobody reads any more. */
  readonly stream?: {
    readonly pieces: AsyncIterable<string>
    readonly mediaType: string
    /** Resolves when it is to end before it does by itself. Whoever does not take soon after what is left of it is cut off. */
    readonly ending?: Promise<void>
  }
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * How a body arrives: as JSON, as a form (an object of texts; what is given twice is refused), or as bytes (a `Uint8Array`,
 * whatever its media type).
 */
export type BodyFormat = 'json' | 'form' | 'bytes'

/** One request that succeeds, and what is answered, for whoever reads the description. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer?: unknown
  /** What is answered when it is not done yet. */
  readonly accepted?: unknown
}

/** A header for the description, which the handler reads by itself. */
export interface DescribedHeader {
  readonly description: string
  readonly required?: boolean
}

/** A route is data: the router's, the guard's, the OpenAPI writer's and the test's. */
export interface Route<Caller, Params = unknown, Query = unknown, Body = unknown> {
  readonly method: Method
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /** `json` when not said. */
  readonly bodyFormat?: BodyFormat
  /** Bytes; 64 KiB when not said. A longer body is `request.too-large`. */
  readonly largestBody?: number
  /** What a body of bytes is, for the description. */
  readonly bodyMediaType?: string
  /** Headers that it reads, by their names. */
  readonly headers?: Readonly<Record<string, DescribedHeader>>
  readonly example?: Example
  /** The OAuth scopes that it takes. */
  readonly scopes?: readonly string[]
  readonly response: {
    readonly status: number
    readonly description?: string
    /** Another status with the same body. */
    readonly also?: { readonly status: number; readonly description: string }
    /** What is answered with 202 when it is not done yet. */
    readonly accepted?: { readonly description: string; readonly body: z.ZodType }
    readonly body?: z.ZodType
    /** What a file in the answer is. */
    readonly file?: string
    readonly headers?: Readonly<Record<string, DescribedHeader>>
  }
  /**
   * What it refuses of its own: codes of problems and of the face's refusals. What follows from the API and from having a
   * body is not repeated here.
   */
  readonly refusals?: readonly string[]
  /** Whether an answer to GET changes something, so that HEAD must not do the same. */
  readonly usesUp?: boolean
  /** Whether it answers from what this process knows: then no outage can meet it. */
  readonly asksNothing?: boolean
  /** How it comes to the storage, where others must not be in its way; by the ordinary lane when not said. */
  readonly lane?: Lane
  readonly handle: (request: ApiRequest<Caller, Params, Query, Body>) => Promise<ApiReply>
}

/** A request before anything of it is parsed. */
export interface RawRequest {
  readonly traceId: string
  /** The network that it came from: an IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The certificate that was shown with it. Throws `request.malformed` when a proxy names more than one, or something else. */
  readonly certificate?: () => X509Certificate | undefined
}

/** What a format makes of what was refused. */
export type ProblemFormat = (
  refused: Refused,
  request: RawRequest,
) => ApiReply & { readonly mediaType: string }

/** Who is calling, from the `Authorization` header. Throws `caller.unauthenticated` or `caller.forbidden`. */
export type Authenticate<Caller> = (authorization: string | undefined, request: RawRequest) => Promise<Caller>

/** A face's API below one prefix. */
export interface Api<Caller = never> {
  /** Tells the APIs of one face apart. */
  readonly name?: string
  /** The host, with its port if it has one, that it answers on alone; any host when not said. */
  readonly host?: string | undefined
  readonly prefix: string
  /** The media type of answers, which JSON bodies may have, too. */
  readonly mediaType: string
  /** The media type of this answer, where the caller may choose. */
  readonly answerMediaType?: (request: RawRequest) => string
  /** Whether all paths below the prefix are its own, and those that no route has `request.not-found` at once. */
  readonly closed?: boolean
  /** Whether paths count only as they are written: in their case, with no slash after them. */
  readonly exactPaths?: boolean
  /** Whether HEAD is answered as a method that no route has; as GET without its body when not said. */
  readonly withoutHead?: boolean
  /** Comes before everything else; may throw. */
  readonly guard?: (request: RawRequest) => void
  /** What the request is called in the log, when the caller says it in its own way. Comes after the guard. */
  readonly requestName?: (request: RawRequest) => string
  /** What every answer carries, refusals too, save those of `guard`. */
  readonly replyHeaders?: (request: RawRequest) => Readonly<Record<string, string>>
  readonly problems: ProblemFormat
  /** What `problems` makes its answers of; the house's own when not said. */
  readonly refusals?: RefusalTable
  /** What `problems` sends when it is not RFC 9457. */
  readonly problemBody?: z.ZodType
  /** The media type of a `problemBody`, where it is not that of answers. */
  readonly problemMediaType?: string
  /** The HTTP authentication scheme that `authenticate` reads, `none` when anybody may call; `bearer` when not said. */
  readonly scheme?: 'basic' | 'bearer' | 'none'
  /** The one OAuth issuer whose tokens it takes, with the scopes that its routes name, for the description. */
  readonly issuer?: { readonly tokenUrl: string; readonly scopes: Readonly<Record<string, string>> }
  /** Further schemas that those of routes refer to, by the name that they have in the description. */
  readonly schemas?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** What `guard` and `authenticate` refuse, by code; whoever is unknown or may not call when not said. */
  readonly callerRefusals?: readonly string[]
  readonly authenticate: Authenticate<Caller>
  /** A name for whoever calls: the requests of one and the same get a share of the storage only. */
  nameOf?(caller: Caller): string
  readonly routes: readonly Route<Caller, never, never, never>[]
}
