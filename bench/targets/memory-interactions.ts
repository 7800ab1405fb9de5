import type Koa from 'koa'
import type Provider from 'oidc-provider'

/** The least that a person's part can be: logs in at once, shows a form, and grants what was asked when it is posted. */
export const answerInteractions =
  (provider: Provider): Koa.Middleware =>
  async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const { prompt, session, params, grantId } = await provider.interactionDetails(ctx.req, ctx.res)
    ctx.respond = false
    if (prompt.name === 'login') {
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: 'person' } })
    }
    if (ctx.method === 'GET') {
      ctx.respond = true
      ctx.type = 'html'
      ctx.body = `<!doctype html><form method="post" action="${ctx.path}"><input type="hidden" name="csrf" value="x"></form>`
      return
    }
    ctx.req.resume()
    const clientId = String(params.client_id)
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session?.accountId ?? 'person', clientId })
    if (!grant) throw new Error('The grant is gone')
    grant.addOIDCScope('openid')
    grant.addResourceScope(String(params.resource), 'debt.read')
    await provider.interactionFinished(ctx.req, ctx.res, { consent: { grantId: await grant.save() } })
  }
