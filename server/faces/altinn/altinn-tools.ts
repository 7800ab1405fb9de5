import type { AccessTokenVerifier, TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type { FaceTools } from '../face-module.ts'
import { demoTrustedIssuers } from './demo/trusted-issuer.ts'
import type { Settings } from './settings.ts'

/** What the face works with: what every face has, its settings and whose tokens it takes. */
export interface AltinnTools extends FaceTools {
  readonly settings: Settings
  /** Issuers of programs' tokens beside our own. */
  readonly otherIssuers: readonly TrustedIssuer[]
  /** Of programs. */
  readonly machineTokens: AccessTokenVerifier
}

export function altinnTools(tools: FaceTools, settings: Settings): AltinnTools {
  const listed = settings.trustedIssuers.map(({ issuer, uri }) => ({ issuer, keys: { uri } }))
  const otherIssuers = [...listed, ...demoTrustedIssuers(tools)]
  return { ...tools, settings, otherIssuers, machineTokens: tools.trustIssuers(otherIssuers, { own: true }) }
}
