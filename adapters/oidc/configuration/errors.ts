import type { Configuration } from 'oidc-provider'
import { isRefused } from '../../../server/domain/problem.ts'
import { traceId } from '../errors/answer.ts'
import { toProblem } from '../errors/to-oauth-error.ts'
import type { Materials } from '../issuer/materials.ts'

/** Errors that cannot go to a client: a page for people, OAuth's JSON for those who rather read that. */
export const renderError =
  ({ pages }: Pick<Materials, 'pages'>): Configuration['renderError'] =>
  async (ctx, out, cause) => {
    if (ctx.accepts('html', 'json') === 'json') {
      ctx.body = { error: out.error, error_description: out.error_description }
      return
    }
    const { error, error_description } = out
    const problem = toProblem(cause)
    await pages.error(ctx, {
      error,
      error_description,
      status: ctx.status,
      traceId: traceId(ctx),
      ...(isRefused(problem, 'client.suspended') && { problem }),
    })
  }
