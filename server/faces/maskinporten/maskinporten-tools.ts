import type { AccessTokenVerifier } from '../../ports/oauth/access-token-verifier.ts'
import type { TokenSigner } from '../../ports/oauth/token-signer.ts'
import type { BusinessCertificates } from '../../ports/parties/business-certificates.ts'
import type { HouseTools } from '../tools/house-tools.ts'
import type { OAuthTools } from '../tools/oauth-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import type { Settings } from './settings.ts'

type Given = HouseTools & RegistryTools & OAuthTools

/** What the face works with: its address, its keys and whom it believes. */
export interface MaskinportenTools extends Omit<Given, 'signer'> {
  readonly settings: Settings
  /** With the trailing slash. */
  readonly issuer: string
  readonly signer: TokenSigner
  readonly certificates: BusinessCertificates
  /** Takes our own tokens. */
  readonly ownTokens: AccessTokenVerifier
}

export const maskinportenTools = (tools: Given, settings: Settings): MaskinportenTools => ({
  ...tools,
  settings,
  issuer: settings.issuer ?? `${tools.publicUrl}/maskinporten/`,
  signer: tools.signer('RS256'),
  ownTokens: tools.trustIssuers([], { own: true }),
  certificates: tools.openBusinessCertificates({ roots: settings.businessCertificateRoots }),
})
