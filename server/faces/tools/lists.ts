import { z } from 'zod'
import type { TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'

/** A setting of names, comma-separated; none when not said. */
export const Names = z
  .string()
  .default('')
  .transform(text => text.split(',').flatMap(name => name.trim() || []))

const Issuer = z.tuple([z.string().min(1), z.url({ protocol: /^https?$/ })])

/** A setting of whose tokens are taken: `issuer=address of its keys`, comma-separated; nobody's when not said. */
export const Issuers = Names.transform(pairs => pairs.map(pair => pair.split(/=(.*)/s, 2)))
  .pipe(z.array(Issuer, 'must be a list like https://issuer.example=https://issuer.example/jwks'))
  .transform(pairs => pairs.map(([issuer, uri]): TrustedIssuer => ({ issuer, keys: { uri } })))

/** Where the keys of issuers are fetched, by the issuers' names. */
export const keyAddresses = (issuers: readonly TrustedIssuer[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    issuers.flatMap(({ issuer, keys }) => ('uri' in keys ? [[`keys of ${issuer}`, keys.uri]] : [])),
  )
