import { readRegistry } from '../../registry/read-registry.ts'
import type { Config } from '../../config/config.ts'
import { examine, type Finding, ill, well } from './finding.ts'

const fetchMilliseconds = 5000

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
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(fetchMilliseconds),
  })
  const metadata = response.ok ? ((await response.json()) as { issuer?: unknown }) : {}
  const same = typeof metadata.issuer === 'string' && metadata.issuer.replace(/\/$/, '') === issuer
  return same
    ? well(`identity provider: ${issuer} answers`)
    : ill(`identity provider: ${issuer} does not answer as itself`, 'check SAMTYKKE_IDP_ISSUER')
}
