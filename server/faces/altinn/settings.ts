import { z } from 'zod'

const Address = z.url({ protocol: /^https?$/ })

const TrustedIssuer = z.tuple([z.string().min(1), Address]).transform(([issuer, uri]) => ({ issuer, uri }))

/** `issuer=address of its keys`, comma-separated. */
const Issuers = z
  .string()
  .default('')
  .transform(text => text.split(',').flatMap(pair => (pair.trim() === '' ? [] : [pair.trim()])))
  .transform(pairs => pairs.map(pair => /^([^=]+)=(.+)$/.exec(pair)?.slice(1)))
  .pipe(z.array(TrustedIssuer, 'must be a list like https://issuer.example/=https://issuer.example/jwk'))

/** Comma-separated. */
const Names = z
  .string()
  .default('')
  .transform(text => text.split(',').flatMap(name => name.trim() || []))

const YesOrNo = z
  .enum(['yes', 'no'], 'must be yes or no')
  .default('no')
  .transform(word => word === 'yes')

export const Settings = z.strictObject({
  /** Issuers of machines' tokens beside our own Maskinporten face. */
  trustedIssuers: Issuers,
  /** Issuers of the tokens that a portal sends for the person who has logged in to it. */
  endUserIssuers: Issuers,
  /** What tokens may name the APIs in `aud`, beside our own address. */
  audiences: Names,
  /** Whether requests may name parties that nobody has registered. */
  unknownParties: z.enum(['refuse', 'add']).default('refuse'),
  /** Whether the one who handles a request may read it as the one who asks may. */
  handlerReads: YesOrNo,
  /** The longest that a consent may be asked for; any length when not said. */
  longestDays: z.coerce.number().int().min(1).max(36_500).optional(),
  /** How old an event must be before the feed shows it: longer than any transaction takes. */
  feedLagSeconds: z.coerce.number().int().min(0).max(600).default(300),
  /** From 1 to 1000; with any other the feed refuses to answer. */
  feedPageSize: z.coerce.number().int().default(100),
  /** Whether the feed shows uses, which Altinn's does not. */
  feedShowsUse: YesOrNo,
})

export type Settings = z.infer<typeof Settings>
