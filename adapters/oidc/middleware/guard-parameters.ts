import type { Context, Middleware } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import { readBasic, writeBasic } from '../../../server/http/credentials.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem } from '../errors/answer.ts'
import { type RefusingEndpoint, tellOfRefusal } from '../errors/refusal.ts'
import type { Materials } from '../issuer/materials.ts'
import { claimedSubject } from '../tokens/claimed-subject.ts'
import { assertAuthorization, assertBounded } from './authorization-parameters.ts'
import { assertOneAuthorization, assertSound, readForm } from './read-parameters.ts'

declare module 'koa' {
  interface DefaultState {
    /** The posted form, read once for everybody. */
    form?: URLSearchParams
  }
}

/** Refuses what no endpoint should look at twice: parameters given twice or in two places, too much, too many. */
export function guardParameters(
  paths: OAuthPaths,
  materials: Pick<Materials, 'pages' | 'audit' | 'longestState'>,
): Middleware {
  const { authorization, endSession, pushedAuthorization, deviceAuthorization, backchannelAuthentication } =
    paths
  const endpoints = new Map<string, RefusingEndpoint>([
    [paths.token, 'token'],
    [paths.introspection, 'introspection'],
    [paths.revocation, 'revocation'],
    [authorization, 'authorization'],
    ...(pushedAuthorization ? [[pushedAuthorization, 'pushed_authorization'] as const] : []),
    ...(deviceAuthorization ? [[deviceAuthorization, 'device_authorization'] as const] : []),
    ...(backchannelAuthentication
      ? [[backchannelAuthentication, 'backchannel_authentication'] as const]
      : []),
    [endSession, 'logout'],
  ])
  const forPeople = new Set([authorization, endSession, `${endSession}/confirm`])
  return async (ctx, next) => {
    try {
      assertOneAuthorization(ctx.req)
      rewriteBasic(ctx)
      if (ctx.method === 'POST') await guardForm(ctx, endpoints.has(ctx.path))
      else guardQuery(ctx, ctx.path === authorization ? materials.longestState : undefined)
      if (ctx.path === pushedAuthorization) assertMayBePushed(ctx.state.form, materials.longestState)
      if (ctx.path === deviceAuthorization || ctx.path === backchannelAuthentication)
        assertBounded(ctx.state.form ?? new URLSearchParams(), materials.longestState)
    } catch (error) {
      tellOfRefusal(ctx, endpoints.get(ctx.path) ?? 'request', error, materials)
      const isForProgram = ctx.method === 'POST' && !forPeople.has(ctx.path)
      if (isForProgram || ctx.path === paths.userinfo) answerWithProblem(ctx, error)
      else await answerWithPage(ctx, error, materials)
      return
    }
    await next()
  }
}

/** The engine takes none but well-encoded credentials, and is shown what everybody else here reads. */
function rewriteBasic({ req: { headers } }: Context): void {
  const basic = readBasic(headers.authorization)
  if (basic) headers.authorization = writeBasic(basic)
}

/** `longestState` is there for an authorization, of which some is kept. One that is posted comes again by GET. */
function guardQuery({ querystring }: Context, longestState: number | undefined): void {
  const parameters = assertSound(new URLSearchParams(querystring))
  if (longestState !== undefined) assertAuthorization(parameters, longestState)
}

async function guardForm(ctx: Context, inBody: boolean): Promise<void> {
  if (inBody && ctx.querystring) {
    throw new Problem('request.malformed', 'Parameters belong in the body')
  }
  if (!ctx.is('application/x-www-form-urlencoded')) return
  ctx.state.form = await readForm(ctx.req)
  assertSameClient(ctx.state.form)
}

/** RFC 9126 section 2.1: what is pushed names no other pushed request. */
function assertMayBePushed(form = new URLSearchParams(), longestState: number): void {
  if (form.has('request_uri')) throw new Problem('request.malformed', 'request_uri must not be pushed')
  assertAuthorization(form, longestState)
}

/** RFC 7521 section 4.2: a `client_id` beside an assertion must name the same client. */
function assertSameClient(form: URLSearchParams): void {
  const [assertion, clientId] = [form.get('client_assertion'), form.get('client_id')]
  if (assertion === null || clientId === null) return
  if (claimedSubject(assertion) !== clientId) {
    throw new Problem('caller.unauthenticated', 'client_id is not the subject of the assertion')
  }
}
