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
  const { identityProvider } = config
  const login =
    identityProvider && (await examine('identity provider', () => checkIssuer(identityProvider.issuer)))
  const reached = Object.entries(addressesIn(config)).map(([what, address]) => checkReached(what, address))
  return [...(login ? [login] : []), ...(await Promise.all(reached))]
}

/** Where others are asked, by what they are there for. */
const addressesIn = ({ persons, notices, faces: settings }: Config): Readonly<Record<string, string>> => ({
  ...(persons.register && { 'register of persons': persons.register.url }),
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
async function checkIssuer(issuer: string): Promise<Finding> {
  const { status, text } = await ask({ url: `${issuer}/.well-known/openid-configuration`, timeoutSeconds })
  const metadata = status === 200 ? jsonOf(Metadata, text) : undefined
  const same = metadata?.issuer.replace(/\/$/, '') === issuer
  return same
    ? well(`identity provider: ${issuer} answers`)
    : ill(`identity provider: ${issuer} does not answer as itself`, 'check SAMTYKKE_IDP_ISSUER')
}
