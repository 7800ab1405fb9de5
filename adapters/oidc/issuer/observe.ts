import type { EventEmitter } from 'node:events'
import type { Context } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { GrantType } from '../../../server/domain/registry/client.ts'
import { traceId } from '../errors/answer.ts'
import type { Materials } from './materials.ts'
import { tellOfRefusal } from '../errors/refusal.ts'

/** The engine's events of refusals, and what they are called in the log. */
const refusals = {
  'grant.error': 'token.refused',
  'authorization.error': 'authorization.refused',
  'introspection.error': 'introspection.refused',
  'revocation.error': 'revocation.refused',
  'userinfo.error': 'userinfo.refused',
  'end_session.error': 'logout.refused',
} as const

/** Tells the log, the audit trail and the metrics what the engine did. */
export function observe(
  provider: EventEmitter,
  materials: Pick<Materials, 'metrics' | 'audit' | 'onError'>,
): void {
  const { metrics, onError } = materials
  for (const [event, what] of Object.entries(refusals)) {
    provider.on(event, (ctx: Context, error: unknown) => tellOfRefusal(ctx, what, error, materials))
  }
  const failed = (ctx: KoaContextWithOIDC, error: unknown) =>
    onError(error, { path: ctx.path, traceId: traceId(ctx) })

  provider.on('grant.success', (ctx: KoaContextWithOIDC) =>
    metrics.tokenIssued(ctx.oidc.params?.grant_type as GrantType),
  )
  provider.on('server_error', failed)
  provider.on('error', (error: unknown) => onError(error, { path: '', traceId: undefined }))
}
