import type { EventEmitter } from 'node:events'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { GrantType } from '../../server/domain/client.ts'
import { traceId } from './answer.ts'
import type { Materials } from './materials.ts'

interface Refusal {
  readonly error?: string
  readonly error_detail?: string
}

/** Tells the log, the audit trail and the metrics what the engine did. */
export function observe(
  provider: EventEmitter,
  { metrics, audit, onError }: Pick<Materials, 'metrics' | 'audit' | 'onError'>,
): void {
  const refused = (what: string) => (ctx: KoaContextWithOIDC, error: Refusal) =>
    audit.record({
      what,
      clientId: ctx.oidc.client?.clientId,
      reason: [error.error, error.error_detail].filter(Boolean).join(': '),
    })
  const failed = (ctx: KoaContextWithOIDC, error: unknown) =>
    onError(error, { path: ctx.path, traceId: traceId(ctx) })

  provider.on('grant.success', (ctx: KoaContextWithOIDC) =>
    metrics.tokenIssued(ctx.oidc.params?.grant_type as GrantType),
  )
  provider.on('grant.error', refused('token.refused'))
  provider.on('authorization.error', refused('authorization.refused'))
  provider.on('introspection.error', refused('introspection.refused'))
  provider.on('revocation.error', refused('revocation.refused'))
  provider.on('server_error', failed)
  provider.on('error', (error: unknown) => onError(error, { path: '', traceId: undefined }))
}
