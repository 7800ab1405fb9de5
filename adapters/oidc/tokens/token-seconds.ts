import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Resource } from '../../../server/domain/registry/resource.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { sourceOf } from './asked-details.ts'

interface Tools {
  readonly profile: Pick<OAuthProfile, 'longestJwt'>
  readonly models: Pick<OAuthModels, 'purposeOf'> | undefined
}

/**
 * How long a token for the API lives, in seconds. An API that verifies JWTs by itself may not hear of a withdrawal, so that one
 * under a consent lives no longer than its purpose lets a withdrawal be unheard of.
 */
export async function tokenSeconds(
  ctx: KoaContextWithOIDC,
  { token: { format, seconds } }: Pick<Resource, 'token'>,
  { profile, models }: Tools,
): Promise<number> {
  const { grantId } = (sourceOf(ctx) ?? {}) as { readonly grantId?: string | undefined }
  if (format !== 'jwt' || grantId === undefined) return seconds
  const purpose = models?.purposeOf(grantId)
  const longest = purpose === undefined ? undefined : await profile.longestJwt?.(purpose)
  return Math.min(seconds, longest ?? seconds)
}
