import type { Configuration } from 'oidc-provider'
import { traceId } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

/** Errors that cannot go to a client: a page for people, OAuth's JSON for those who rather read that. */
export const renderError =
  ({ pages }: Pick<Materials, 'pages'>): Configuration['renderError'] =>
  async (ctx, out) => {
    if (ctx.accepts('html', 'json') === 'json') {
      ctx.body = { error: out.error, error_description: out.error_description }
      return
    }
    const { error, error_description } = out
    await pages.error(ctx, { error, error_description, status: ctx.status, traceId: traceId(ctx) })
  }
