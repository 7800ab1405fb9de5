import type { TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type { FaceTools } from '../face-module.ts'

export const demoKeyName = 'elhub-end-user-issuer'

/** The `iss` of the tokens with which the demo's end users call. */
export const demoIssuer = ({ publicUrl }: Pick<FaceTools, 'publicUrl'>): string =>
  `${publicUrl}/demo/end-users`

/** The demo's issuer of end users' tokens, where there is a demo. */
export const demoIssuers = (tools: Pick<FaceTools, 'demoKeys' | 'publicUrl'>): readonly TrustedIssuer[] => {
  const { demoKeys } = tools
  if (!demoKeys) return []
  const read = async () => [(await demoKeys(demoKeyName)).publicJwk]
  return [{ issuer: demoIssuer(tools), keys: { read } }]
}
