import type { Context } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { Problem } from '../../../server/domain/problem.ts'
import { readBasic } from '../../../server/http/credentials.ts'
import type { Materials } from '../issuer/materials.ts'
import { claimedSubject } from '../tokens/claimed-subject.ts'

/** As the engine throws its errors; `error_detail` is for us, the others are sent to the caller. */
interface EngineError {
  readonly error?: string
  readonly error_description?: string
  readonly error_detail?: string
}

/** What a caller wrote that distinguishes refusals. None of it is secret. */
const told = [
  'grant_type',
  'scope',
  'resource',
  'audience',
  'response_type',
  'redirect_uri',
  'prompt',
] as const

/** Where something is refused at an issuer, and what it is called on record. */
const names = {
  token: 'token.refused',
  authorization: 'authorization.refused',
  pushed_authorization: 'authorization.refused',
  device_authorization: 'authorization.refused',
  backchannel_authentication: 'authorization.refused',
  introspection: 'introspection.refused',
  revocation: 'revocation.refused',
  userinfo: 'userinfo.refused',
  logout: 'logout.refused',
  request: 'request.refused',
} as const

export type RefusingEndpoint = keyof typeof names

/** Where a browser comes, which only names a client. */
const withoutProof = new Set<RefusingEndpoint>(['authorization', 'logout'])

/** Characters of a value that are kept. */
const longest = 300

/** Puts on record who was refused what, and why; the caller may know less of it. */
export function tellOfRefusal(
  ctx: Context,
  at: RefusingEndpoint,
  error: unknown,
  { audit }: Pick<Materials, 'audit'>,
): void {
  const asked = parametersOf(ctx)
  const clientId = clientIdOf(ctx, asked)?.slice(0, longest)
  const refused = {
    clientId,
    reason: reasonOf(error),
    asked: Object.fromEntries(
      told.flatMap(name => (asked[name] ? [[name, asked[name].slice(0, longest)]] : [])),
    ),
  }
  if (!withoutProof.has(at) && clientId !== undefined && isUnproven(error)) {
    audit.record({ what: 'client.refused', at, ...refused })
  } else audit.record({ what: names[at], ...refused })
}

/** Whether it was refused because the client did not prove who it is. */
const isUnproven = (error: unknown): boolean =>
  error instanceof Problem
    ? error.kind === 'unauthenticated'
    : (error as EngineError).error === 'invalid_client'

function reasonOf(error: unknown): string {
  if (error instanceof Problem) return `${error.code}: ${error.message}`
  const { error: name, error_description: description, error_detail: detail } = error as EngineError
  return [name, description, detail].filter(Boolean).join(': ')
}

type Asked = Readonly<Record<string, string>>

/** What was posted, or is in the address of a request that begins. */
function parametersOf(ctx: Context): Asked {
  const form = ctx.state.form ?? (ctx.method === 'POST' ? [] : new URLSearchParams(ctx.querystring))
  const { params } = engineContext(ctx) ?? {}
  const texts = Object.entries({ ...Object.fromEntries(form), ...params })
  return Object.fromEntries(
    texts.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

/** Whom a request says it is from. */
export const claimedClient = (ctx: Context): string | undefined => clientIdOf(ctx, parametersOf(ctx))

/** The client that the engine knows, else the one that the caller says it is, believed or not. */
function clientIdOf(ctx: Context, asked: Asked): string | undefined {
  const basic = readBasic(ctx.req.headers.authorization)
  return (
    engineContext(ctx)?.client?.clientId ??
    asked.client_id ??
    basic?.id ??
    (asked.client_assertion && claimedSubject(asked.client_assertion))
  )
}

const engineContext = (ctx: Context): KoaContextWithOIDC['oidc'] | undefined =>
  (ctx as unknown as Partial<KoaContextWithOIDC>).oidc
