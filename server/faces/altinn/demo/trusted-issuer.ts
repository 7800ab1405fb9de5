import type { TrustedIssuer } from '../../../ports/oauth/access-token-verifier.ts'
import type { FaceTools } from '../../face-module.ts'

type Tools = Pick<FaceTools, 'demoKeys' | 'publicUrl'>

export const demoIssuer = {
  key: 'altinn-trusted-issuer',
  issuer: (publicUrl: string): string => `${publicUrl}/demo/altinn-tokens/`,
}

/** An issuer of the demo whose private key everybody may have. There is none in production. */
export function demoTrustedIssuers({ demoKeys, publicUrl }: Tools): readonly TrustedIssuer[] {
  if (!demoKeys) return []
  const read = async () => [(await demoKeys(demoIssuer.key)).publicJwk]
  return [{ issuer: demoIssuer.issuer(publicUrl), keys: { read } }]
}
