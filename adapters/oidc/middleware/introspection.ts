import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../../../server/domain/client.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { OAuthProfile } from '../../../server/ports/oauth-profile.ts'
import { answerWithProblem } from '../answer.ts'
import { basicCredentials } from '../basic-credentials.ts'
import { clientOf } from '../clients.ts'
import { introspectionAnswer } from '../introspection-answer.ts'
import type { Materials } from '../materials.ts'

type Needed = Pick<Materials, 'inspect' | 'revealIdentity' | 'misses' | 'metrics' | 'secrets'>

/**
 * RFC 7662 in one statement. Callers with a secret are answered at once; the engine authenticates all others and words
 * what is wrong with them, and then gets the same answer as they.
 */
export function introspection(profile: OAuthProfile, materials: Needed): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== profile.paths.introspection || ctx.method !== 'POST') return next()
    const token = ctx.state.form?.get('token')
    const known = token ? await callerWithSecret(ctx, profile, materials) : undefined
    const caller = known ?? (await engineAuthenticated(ctx, next))
    if (!caller || !token) return
    try {
      await answer(ctx, { token, caller, profile, materials })
    } catch (error) {
      answerWithProblem(ctx, error)
    }
  }
}

interface Asked {
  readonly token: string
  readonly caller: Client
  readonly profile: OAuthProfile
  readonly materials: Needed
}

async function answer(ctx: Context, { token, caller, profile, materials }: Asked): Promise<void> {
  const { misses, metrics } = materials
  const seconds = await misses.wait(caller.id)
  if (seconds > 0) {
    metrics.introspected('limited')
    ctx.set('Retry-After', String(seconds))
    throw new Problem('request.too-many', 'Too many unknown tokens; try again later')
  }
  const found = await introspectionAnswer(token, { caller, profile, materials })
  if (!found.active) await misses.count(caller.id)
  metrics.introspected(found.active ? 'active' : 'inactive')
  ctx.status = 200
  ctx.set('Cache-Control', 'no-store')
  ctx.body = found
}

async function callerWithSecret(
  { headers, state }: Context,
  profile: OAuthProfile,
  { secrets }: Pick<Materials, 'secrets'>,
): Promise<Client | undefined> {
  const credentials = basicCredentials(headers.authorization, state.form)
  if (!credentials) return undefined
  const client = await profile.findClient(credentials.clientId).catch(() => undefined)
  if (client?.face !== profile.face || client.authentication !== credentials.method) return undefined
  return (await secrets.verify(credentials.secret, client.secrets)) ? client : undefined
}

/** RFC 7662 section 2.1: the caller must be authenticated, which a public client never is. */
async function engineAuthenticated(ctx: Context, next: () => Promise<unknown>): Promise<Client | undefined> {
  await next()
  const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
  const passed = ctx.status === 200 || (ctx.body as { error?: string })?.error === 'unsupported_token_type'
  if (!passed || !oidc?.client) return undefined
  if (oidc.client.clientAuthMethod !== 'none') return clientOf(oidc.client)
  answerWithProblem(ctx, new Problem('caller.unauthenticated', 'The caller must authenticate'))
  return undefined
}
