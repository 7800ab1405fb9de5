import { z } from 'zod'

/** Assertions and tokens come here, so http is for this machine only. */
const OwnAddress = z
  .url({ protocol: /^https?$/ })
  .regex(
    /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/,
    'must begin with https://, unless it is on this machine',
  )

export const Settings = z.strictObject({
  /** Where the token service is, with the trailing slash; `/maskinporten/` below the public URL when not said. */
  issuer: OwnAddress.regex(/\/$/, 'must end in a slash').optional(),
  /** Whether a consent on a one-time resource is used up by its first consent token. */
  enforceOneTime: z
    .enum(['true', 'false'])
    .default('false')
    .transform(text => text === 'true'),
  /** What happened in these last seconds is not yet among the ended consents: longer than any transaction lasts. */
  feedLagSeconds: z.coerce.number().min(0).max(600).default(60),
  /** A PEM file, or a directory of them: roots of the business certificates that clients may sign with in place of keys. */
  businessCertificateRoots: z.string().min(1).optional(),
})

export type Settings = z.infer<typeof Settings>
