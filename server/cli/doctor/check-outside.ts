import { z } from 'zod'
import { ask } from '../../../adapters/outbound/ask.ts'
import { jsonOf } from '../../../adapters/outbound/json-of.ts'
import { readRegistry } from '../../registry/read-registry.ts'
import type { Config } from '../../config/config.ts'
import { examine, type Finding, ill, well } from './finding.ts'

const timeoutSeconds = 5

const Metadata = z.looseObject({ issuer: z.string() })

/** Looks at what the configuration points to: the identity provider and the declarative file. */
export async function checkOutside({ identityProvider, registryFile }: Config): Promise<Finding[]> {
  const findings: Finding[] = []
  if (identityProvider) {
    findings.push(await examine('identity provider', () => checkIssuer(identityProvider.issuer)))
  }
  if (registryFile) {
    findings.push(
      await examine('registry file', async () => {
        await readRegistry(registryFile)
        return well(`registry file: ${registryFile} is well-formed`)
      }),
    )
  }
  return findings
}

/** > The issuer value returned MUST be identical to the Issuer URL that was used as the prefix.  OIDC Discovery 4.3 */
async function checkIssuer(issuer: string): Promise<Finding> {
  const { status, text } = await ask({ url: `${issuer}/.well-known/openid-configuration`, timeoutSeconds })
  const metadata = status === 200 ? jsonOf(Metadata, text) : undefined
  const same = metadata?.issuer.replace(/\/$/, '') === issuer
  return same
    ? well(`identity provider: ${issuer} answers`)
    : ill(`identity provider: ${issuer} does not answer as itself`, 'check SAMTYKKE_IDP_ISSUER')
}
