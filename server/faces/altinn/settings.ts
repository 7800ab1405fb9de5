import { z } from 'zod'
import { Issuers, Names } from '../tools/lists.ts'

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
