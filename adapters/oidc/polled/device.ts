import type { Configuration } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/**
 * The Device Authorization Grant (RFC 8628). The person types her code at a page of ours: of the engine's own pages none can be
 * reached. Consonants only, so that no code spells a word; 34 bits, which are guessed at by far too few tries (section 5.1).
 */
export const deviceFlow = ({
  paths,
}: Pick<OAuthProfile, 'paths'>): NonNullable<Configuration['features']>['deviceFlow'] => ({
  enabled: paths.deviceAuthorization !== undefined,
  charset: 'base-20',
  mask: '****-****',
  deviceInfo: () => ({}),
})
