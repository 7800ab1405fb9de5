import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { Problem } from '../../../server/domain/problem.ts'
import { askRefusals } from '../../../server/http/problem-status.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import type { Materials } from '../issuer/materials.ts'
import { type CheckedParameters, managementParameters } from '../configuration/grant-management.ts'
import { askedIn } from './asked-without-browser.ts'

/** Where a client asks that no browser comes with. */
const routes: readonly string[] = ['device_authorization', 'backchannel_authentication']

interface Checking extends Pick<Materials, 'asks' | 'clock' | 'inspectGrant'> {
  /** Those that the engine knows. */
  readonly detailTypes: readonly string[]
}

/**
 * The profile's own parameters, which the engine passes on. Who asks without a browser hears at once of a question that may not
 * be put; what an authorization asks for is judged where the person is asked. The engine has checked scope, resource and
 * signature by then: what other standards add to a request is judged here, too.
 */
export const checkedParameters = (
  profile: OAuthProfile,
  { asks, clock, inspectGrant, detailTypes }: Checking,
): NonNullable<Configuration['extraParams']> => {
  const [first, ...others] = profile.extraParameters
  const ofGrants = managementParameters(profile, { inspectGrant })
  if (!profile.paths.deviceAuthorization || first === undefined)
    return named(profile.extraParameters, ofGrants)
  const check = speaking(async (ctx: KoaContextWithOIDC) => {
    if (!routes.includes(String(ctx.oidc.route))) return
    await asks.assertAskable(askedIn(ctx, profile, clock.now())).catch(refuse)
  })
  // Details are read also while the engine knows no type, so that nobody is given less than was asked for.
  const unknown = profile.detailTypes && detailTypes.length === 0 ? ['authorization_details'] : []
  return named([...others, ...unknown], { ...ofGrants, [first]: check })
}

const named = (names: readonly string[], checked: CheckedParameters): CheckedParameters => ({
  ...Object.fromEntries(names.map(name => [name, null])),
  ...checked,
})

function refuse(problem: unknown): never {
  const error = problem instanceof Problem ? askRefusals[problem.code] : undefined
  if (error === undefined) throw problem
  throw new errors.CustomOIDCProviderError(error, (problem as Problem).message)
}
