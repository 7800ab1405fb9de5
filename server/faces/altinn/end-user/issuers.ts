import type { TrustedIssuer } from '../../../ports/oauth/access-token-verifier.ts'
import type { FaceTools } from '../../face-module.ts'
import type { Settings } from '../settings.ts'

/** The demo's own portal: a name for its key, and the `iss` of its tokens. */
export const demoPortal = {
  key: 'altinn-end-user-issuer',
  issuer: (publicUrl: string): string => `${publicUrl}/demo/altinn-portal/`,
}

/** Whose tokens say which person has logged in at a portal. */
export function endUserIssuers(
  { demoKeys, publicUrl }: Pick<FaceTools, 'demoKeys' | 'publicUrl'>,
  { endUserIssuers: listed }: Settings,
): readonly TrustedIssuer[] {
  if (!demoKeys) return listed
  const read = async () => [(await demoKeys(demoPortal.key)).publicJwk]
  return [...listed, { issuer: demoPortal.issuer(publicUrl), keys: { read } }]
}
