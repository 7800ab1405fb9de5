import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'

/** What to answer to a poll that was refused with `error`: that it came too soon, or the error (RFC 8628 section 3.5). */
export async function slowDown(
  error: unknown,
  { oidc }: KoaContextWithOIDC,
  { polled }: Pick<OAuthModels, 'polled'>,
): Promise<unknown> {
  if (!(error instanceof errors.AuthorizationPending)) return error
  const value = oidc.params?.device_code ?? oidc.params?.auth_req_id
  return (await polled.isHasty(String(value))) ? new errors.SlowDown() : error
}

/** Whether a token request was only told to come again. */
export const isToComeAgain = (error: unknown): boolean =>
  error instanceof errors.AuthorizationPending || error instanceof errors.SlowDown
