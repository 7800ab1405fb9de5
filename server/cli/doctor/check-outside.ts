import { z } from 'zod'
import { ask } from '../../../adapters/outbound/ask.ts'
import { jsonOf } from '../../../adapters/outbound/json-of.ts'
import { reach } from '../../../adapters/outbound/reach.ts'
import type { Config } from '../../config/config.ts'
import { faces } from '../../faces/index.ts'
import { examine, type Finding, ill, well } from './finding.ts'

const timeoutSeconds = 5

const Metadata = z.looseObject({ issuer: z.string() })

/** Looks at whom the configuration names: the identity provider and every other service that is asked. */
export async function checkOutside(config: Config): Promise<Finding[]> {
  const { identityProvider, operators } = config
  const logins = [
    identityProvider && checkIssuer('identity provider', identityProvider.issuer, 'SAMTYKKE_IDP_ISSUER'),
    operators && checkIssuer("operators' provider", operators.issuer, 'SAMTYKKE_OPERATORS_ISSUER'),
  ]
  const reached = Object.entries(addressesIn(config)).map(([what, address]) => checkReached(what, address))
  const found = await Promise.all([...logins, ...reached])
  return found.filter(finding => finding !== undefined)
}

/** Where others are asked, by what they are there for. */
const addressesIn = ({
  persons,
  rightsRegister,
  notices,
  faces: settings,
}: Config): Readonly<Record<string, string>> => ({
  ...(persons.register && { 'register of persons': persons.register.url }),
  ...(rightsRegister && { 'register of rights': rightsRegister.url }),
  ...(notices && { 'mail server': notices.url }),
  ...Object.assign(
    {},
    ...faces.map(({ name, asks }) => {
      const asked = Object.entries(asks?.(settings[name] ?? {}) ?? {})
      return Object.fromEntries(asked.map(([what, address]) => [`${name}: ${what}`, address]))
    }),
  ),
})

const checkReached = (what: string, address: string): Promise<Finding> =>
  examine(what, async () => {
    await reach(address, timeoutSeconds)
    return well(`${what}: ${new URL(address).host} is reached`)
  })

/** > The issuer value returned MUST be identical to the Issuer URL that was used as the prefix.  OIDC Discovery 4.3 */
const checkIssuer = (what: string, issuer: string, setting: string): Promise<Finding> =>
  examine(what, async () => {
    const { status, text } = await ask({ url: `${issuer}/.well-known/openid-configuration`, timeoutSeconds })
    const metadata = status === 200 ? jsonOf(Metadata, text) : undefined
    const same = metadata?.issuer.replace(/\/$/, '') === issuer
    return same
      ? well(`${what}: ${issuer} answers`)
      : ill(`${what}: ${issuer} does not answer as itself`, `check ${setting}`)
  })
