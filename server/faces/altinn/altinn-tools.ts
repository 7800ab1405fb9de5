import type { AccessTokenVerifier, TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type { DemoTools } from '../tools/demo-tools.ts'
import type { HouseTools } from '../tools/house-tools.ts'
import type { OAuthTools } from '../tools/oauth-tools.ts'
import type { PageTools } from '../tools/page-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import { demoTrustedIssuers } from './demo/trusted-issuer.ts'
import type { Settings } from './settings.ts'

type Given = HouseTools & RegistryTools & PageTools & DemoTools & Pick<OAuthTools, 'trustIssuers'>

/** What the face works with: its settings and whose tokens it takes. */
export interface AltinnTools extends Given {
  readonly settings: Settings
  /** Issuers of programs' tokens beside our own. */
  readonly otherIssuers: readonly TrustedIssuer[]
  /** Of programs. */
  readonly machineTokens: AccessTokenVerifier
  /** What tokens may name as their audience. */
  readonly audiences: readonly string[]
}

export function altinnTools(tools: Given, settings: Settings): AltinnTools {
  const otherIssuers = [...settings.trustedIssuers, ...demoTrustedIssuers(tools)]
  const audiences = [tools.publicUrl, `${tools.publicUrl}/`, ...settings.audiences]
  const machineTokens = tools.trustIssuers(otherIssuers, { own: true, audiences })
  return { ...tools, settings, otherIssuers, machineTokens, audiences }
}
