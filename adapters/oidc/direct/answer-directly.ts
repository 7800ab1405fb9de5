import type { Context } from 'koa'
import { formMediaType, mediaTypeOf } from '../../../server/http/body.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithProblem, sayWhenToRepeat, tellOfFailure } from '../errors/answer.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'
import { answerIntrospection } from '../middleware/introspection.ts'
import { readForm } from '../middleware/read-parameters.ts'
import { callerWithSecret } from './caller-with-secret.ts'
import { issueToMachine } from './issue-to-machine.ts'

interface Parts {
  readonly profile: OAuthProfile
  readonly materials: Materials
  readonly models: OAuthModels
}

/**
 * The two requests that come by the thousand, when nothing about them is unusual: a resource server with a secret asks
 * about a token, a client with a secret asks for one of its own. `false`, and nothing done, for every other request: the
 * engine answers it, and words what is wrong with it. `path` is below the issuer.
 */
export function answerDirectly({
  profile,
  materials,
  models,
}: Parts): (ctx: Context, path: string) => Promise<boolean> {
  const { paths } = profile
  const issue = issueToMachine({ profile, materials, models })

  const answer = async (ctx: Context, path: string): Promise<boolean> => {
    const form = await readForm(ctx.req).catch(() => undefined)
    if (!form || ctx.querystring) return false
    const asksFor = path === paths.token ? form.get('grant_type') === 'client_credentials' : form.get('token')
    const caller = asksFor && (await callerWithSecret(ctx.req, form, { profile, ...materials }))
    if (!caller) return false
    materials.lanes.isOf(caller.id)
    if (path === paths.token) return issue(ctx, caller, form)
    const parameters = Object.fromEntries(form)
    await answerIntrospection(ctx, { token: form.get('token') ?? '', parameters, caller, profile, materials })
    return true
  }

  return async (ctx, path) => {
    if (ctx.method !== 'POST' || (path !== paths.token && path !== paths.introspection)) return false
    if (mediaTypeOf(ctx.req) !== formMediaType || ctx.headers.origin !== undefined) return false
    if (ctx.headers.dpop !== undefined) return false
    try {
      return await answer(ctx, path)
    } catch (error) {
      tellOfFailure(ctx, error, materials)
      answerWithProblem(ctx, error)
      sayWhenToRepeat(ctx)
      return true
    }
  }
}
