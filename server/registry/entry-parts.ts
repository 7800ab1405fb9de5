import { z } from 'zod'
import { isOrganizationNumber } from '../domain/text/control-digits.ts'
import { longestConsentSeconds } from '../domain/requests/purpose.ts'

const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text)

/** A text of one line, for a sentence, a heading or a list. */
export const label = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(isVisible, 'must be a text that can be seen')
    .refine(text => !/[\n\r\t]/.test(text), 'must be one line')

const inEveryLanguage = (text: z.ZodString) =>
  z.strictObject({ nb: text, nn: text, en: text }).describe('One text in bokmål, nynorsk and English')

const prose = (longest: number) =>
  inEveryLanguage(z.string().min(1).max(longest).refine(isVisible, 'must be a text that can be seen'))

/** A text that may go over several lines. Pages cut a longer one. */
export const localized = prose(4000)

export const localizedMarkdown = prose(10_000)

export const localizedLabel = inEveryLanguage(label(300))

export const valueWords = z
  .record(label(200), localizedLabel)
  .optional()
  .describe('What a value means, where values are codes; any other value is shown as it was sent')

const seconds = { s: 1, m: 60, h: 3600, d: 86400 } as const

export const duration = z
  .string('must be a duration like 10m, 8h or 30d')
  .regex(/^[1-9][0-9]{0,5}[smhd]$/, 'must be a duration like 10m, 8h or 30d')
  .describe('A duration: a number and s, m, h or d')

/** Seconds of a duration like `30d`. */
export const toSeconds = (value: string): number =>
  Number(value.slice(0, -1)) * seconds[value.at(-1) as keyof typeof seconds]

/** A duration of this many seconds at most. */
export const durationWithin = (most: number, message: string) =>
  duration.refine(value => toSeconds(value) <= most, message)

export const consentDuration = durationWithin(
  longestConsentSeconds,
  `must be ${Math.floor(longestConsentSeconds / seconds.d)}d at most`,
)

export const scopeValue = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/, 'must be a scope value (RFC 6749 section 3.3)')

export const orgno = z
  .string('must be nine digits (in YAML within quotes)')
  .regex(/^[0-9]{9}$/, 'must be nine digits (in YAML within quotes)')
  .describe('Organization number')

/** An organization that calls by its own number, which is then looked at closely. */
export const callingOrgno = orgno.refine(isOrganizationNumber, 'has a wrong control digit')

export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, dots, dashes or underscores')

/** RFC 3986 section 2: what a URI is written in. */
const uriText = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

/** RFC 8707 section 2: absolute, and without a fragment. */
export const audience = z
  .string()
  .max(300)
  .refine(
    text => uriText.test(text) && URL.canParse(text) && !text.includes('#'),
    'must be an absolute URI without fragment',
  )
  .describe('Absolute URI that names the API (RFC 8707)')

export const redirectUri = z
  .string()
  .max(2000)
  .refine(
    isRedirectUri,
    'must be an https address, http on this machine itself, or of a private scheme like com.example.app:/, without fragment',
  )
  .describe('Compared exactly as written here')

const onThisMachine = ['localhost', '127.0.0.1', '[::1]']

/** RFC 9700 section 2.6 for the web, RFC 8252 section 7 for native apps. */
function isRedirectUri(uri: string): boolean {
  const url = uriText.test(uri) ? URL.parse(uri) : null
  if (!url || uri.includes('#') || url.username !== '' || url.password !== '') return false
  if (!/^https?:/i.test(uri)) return url.protocol.includes('.') && /^[^:]+:\//.test(uri)
  if (!/^https?:\/\/[^/?]/i.test(uri)) return false
  return url.protocol === 'https:' || onThisMachine.includes(url.hostname)
}
