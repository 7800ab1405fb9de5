import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { Parameters } from '../../../server/ports/oauth/oauth-dialect.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithProblem, tellOfFailure } from '../errors/answer.ts'
import { clientOf } from '../clients/clients.ts'
import { introspectionAnswer } from '../tokens/introspection-answer.ts'
import { signedIfWanted } from '../tokens/signed-introspection.ts'
import type { Materials } from '../issuer/materials.ts'
import { tellOfRefusal } from '../errors/refusal.ts'

type Needed = Pick<
  Materials,
  'clock' | 'keys' | 'inspect' | 'revealIdentity' | 'misses' | 'metrics' | 'audit' | 'onError'
>

export interface Introspection {
  readonly token: string
  /** Everything that was posted. */
  readonly parameters: Parameters
  readonly caller: Client
  readonly profile: OAuthProfile
  readonly materials: Needed
}

/**
 * Callers without a secret are authenticated by the engine, which words what is wrong with them, and then get the same
 * answer as the others.
 */
export function introspection(profile: OAuthProfile, materials: Needed): Middleware {
  return async (ctx, next) => {
    await next()
    if (ctx.path !== profile.paths.introspection || ctx.method !== 'POST') return
    const [caller, token] = [engineAuthenticated(ctx, materials), ctx.state.form?.get('token')]
    if (!caller || !token) return
    const parameters = Object.fromEntries(ctx.state.form ?? [])
    await answerIntrospection(ctx, { token, parameters, caller, profile, materials }).catch(error => {
      tellOfFailure(ctx, error, materials)
      answerWithProblem(ctx, error)
    })
  }
}

/**
 * RFC 7662. Whoever asks about too many tokens that are none gets `request.too-many` thrown for the next of those, and is told
 * of good ones all the while: strangers may have shown it the others.
 */
export async function answerIntrospection(ctx: Context, asked: Introspection): Promise<void> {
  const found = await introspectionAnswer(asked.token, asked)
  if (!found.active) countMiss(ctx, asked)
  asked.materials.metrics.introspected(found.active ? 'active' : 'inactive')
  ctx.status = 200
  ctx.set('Cache-Control', 'no-store')
  ctx.body = signedIfWanted(ctx, found, asked)
}

function countMiss(ctx: Context, { caller, token, materials }: Introspection): void {
  const seconds = materials.misses.wait(caller.id)
  if (seconds === 0) {
    materials.misses.count(caller.id, token)
    return
  }
  materials.metrics.introspected('limited')
  ctx.set('Retry-After', String(seconds))
  const problem = new Problem('request.too-many', 'Too many unknown tokens; try again later')
  tellOfRefusal(ctx, 'introspection', problem, materials)
  throw problem
}

/** RFC 7662 section 2.1: the caller must be authenticated, which a public client never is. */
function engineAuthenticated(ctx: Context, materials: Needed): Client | undefined {
  const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
  const passed = ctx.status === 200 || (ctx.body as { error?: string })?.error === 'unsupported_token_type'
  if (!passed || !oidc?.client) return undefined
  if (oidc.client.clientAuthMethod !== 'none') return clientOf(oidc.client)
  const problem = new Problem('caller.unauthenticated', 'The caller must authenticate')
  tellOfRefusal(ctx, 'introspection', problem, materials)
  answerWithProblem(ctx, problem)
  return undefined
}
