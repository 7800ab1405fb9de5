import type { EventEmitter } from 'node:events'
import type { Context } from 'koa'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts'
import type { GrantType } from '../../../server/domain/registry/client.ts'
import { tokenExchange } from '../grants/exchange-grant-type.ts'
import { traceId } from '../errors/answer.ts'
import { polledGrantType } from '../polled/grant-types.ts'
import { isToComeAgain } from '../polled/slow-down.ts'
import type { Materials } from './materials.ts'
import { tellOfRefusal } from '../errors/refusal.ts'

/** The engine's events of refusals, and where they happen. */
const refusals = [
  ['grant.error', 'token'],
  ['authorization.error', 'authorization'],
  ['pushed_authorization_request.error', 'pushed_authorization'],
  ['device_authorization.error', 'device_authorization'],
  ['backchannel_authentication.error', 'backchannel_authentication'],
  ['introspection.error', 'introspection'],
  ['revocation.error', 'revocation'],
  ['userinfo.error', 'userinfo'],
  ['end_session.error', 'logout'],
] as const

/** Tells the log, the audit trail and the metrics what the engine did. */
export function observe(
  provider: EventEmitter,
  face: string,
  materials: Pick<Materials, 'metrics' | 'audit' | 'onError'>,
): void {
  const { audit, metrics, onError } = materials
  for (const [event, at] of refusals) {
    provider.on(event, (ctx: Context, error: unknown) => {
      if (!(error instanceof errors.UseDpopNonce) && !isToComeAgain(error))
        tellOfRefusal(ctx, at, error, materials)
    })
  }
  const failed = (ctx: KoaContextWithOIDC, error: unknown) =>
    onError(error, { path: ctx.path, traceId: traceId(ctx) })

  provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
    metrics.tokenIssued(grantTypeOf(ctx))
    audit.record(issuedToken(ctx, face))
  })
  provider.on('server_error', failed)
  provider.on('error', (error: unknown) => onError(error, { path: '', traceId: undefined }))
}

function grantTypeOf({ oidc }: KoaContextWithOIDC): GrantType {
  const wire = oidc.params?.grant_type
  return wire === tokenExchange ? 'token-exchange' : (polledGrantType(wire) ?? (wire as GrantType))
}

function issuedToken({ oidc }: KoaContextWithOIDC, face: string): AuditEntry {
  const { AccessToken: token, ClientCredentials: own } = oidc.entities
  const { aud } = token ?? own ?? {}
  return {
    what: 'token.issued',
    face,
    clientId: oidc.client?.clientId ?? '',
    grantType: String(oidc.params?.grant_type),
    scope: (token ?? own)?.scope ?? '',
    audience: Array.isArray(aud) ? aud.join(' ') : aud,
    grantId: token?.grantId,
    partyId: token?.accountId,
  }
}
