import { z } from 'zod'

const Address = z.url({ protocol: /^https?$/ })

/** Tokens and persons come here, so http is for this machine only. */
const OwnAddress = Address.regex(
  /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/,
  'must begin with https://, unless it is on this machine',
)

export const Settings = z.strictObject({
  /** Where the authorization server is, with the trailing slash; `/gjeld/` below the public URL when not said. */
  issuer: OwnAddress.regex(/\/$/, 'must end in a slash').optional(),
  /** Where the APIs are, without a trailing slash; the issuer without its slash when not said. */
  apiUrl: OwnAddress.regex(/[^/]$/, 'must not end in a slash').optional(),
  /** Further addresses that clients may name the APIs by in `audience`, comma-separated, without a trailing slash. */
  audienceBases: z
    .string()
    .default('https://api.norskgjeld.no,https://api-preprod.norskgjeld.no')
    .transform(text => text.split(',').map(base => base.trim().replace(/\/$/, '')))
    .transform(bases => bases.filter(Boolean)),
  /** The debt register: `POST` with a person's number. Without it the demo's own, in production somebody else's. */
  debtSourceUrl: Address.optional(),
  /** Sent to the debt register as a bearer token. */
  debtSourceToken: z.string().min(1).optional(),
  debtSourceTimeoutSeconds: z.coerce.number().min(0.1).max(30).default(10),
})

export type Settings = z.infer<typeof Settings>
