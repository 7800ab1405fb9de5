import type { VerifiedToken } from '../../server/ports/oauth/access-token-verifier.ts'

type Claims = VerifiedToken['claims']

export const textIn = (claims: Claims, name: string): string | undefined => {
  const value = claims[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Values of `scope`: one text with spaces between, or a list. */
export const scopesIn = ({ scope }: Claims): readonly string[] => {
  if (typeof scope === 'string') return scope.split(' ')
  return Array.isArray(scope) ? scope.filter(one => typeof one === 'string') : []
}

/** Organization number of the claim `consumer`: `{"authority": "iso6523-actorid-upis", "ID": "0192:<number>"}`. */
export function consumerIn({ consumer }: Claims): string | undefined {
  if (consumer === null || typeof consumer !== 'object') return undefined
  const { authority, ID } = consumer as Readonly<Record<string, unknown>>
  if (authority !== 'iso6523-actorid-upis' || typeof ID !== 'string') return undefined
  return /^0192:([0-9]{9})$/.exec(ID)?.[1]
}
