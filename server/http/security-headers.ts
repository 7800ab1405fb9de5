import { hash } from 'node:crypto'

interface PagePolicy {
  /** Whether what a form of the page sets off may end outside samtykke, at once or by any number of redirects. */
  readonly formsLeadOut?: boolean | undefined
  /** The only source that a form of the page may go to; the page's own when not said. */
  readonly formsTo?: string
  /** Whether it shows other pages of ours in frames. */
  readonly framesOwn?: boolean | undefined
  /** Whether it is only there to be looked at, also in a frame of ours: no form of it can be sent. */
  readonly isSpecimen?: boolean | undefined
  /** The text of the only script that the page runs; none when not said. */
  readonly script?: string
}

/**
 * A page that runs nothing, embeds nothing of others, is embedded by none, and whose forms stay at home unless they lead out.
 * Chromium holds `form-action` against every redirect behind a form, also those of whom it leads to, so there is no list
 * that would do.
 */
export const contentSecurityPolicy = ({
  formsLeadOut = false,
  formsTo = "'self'",
  framesOwn = false,
  isSpecimen = false,
  script,
}: PagePolicy = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    ...(script === undefined ? [] : [`script-src 'sha256-${hash('sha256', script, 'base64')}'`]),
    ...(framesOwn ? ["frame-src 'self'"] : []),
    ...(formsLeadOut ? [] : [`form-action ${isSpecimen ? "'none'" : formsTo}`]),
    `frame-ancestors ${isSpecimen ? "'self'" : "'none'"}`,
    "base-uri 'none'",
  ].join('; ')

/** On every answer, whoever gives it. */
export const everywhere = (secure: boolean): Readonly<Record<string, string>> => ({
  'X-Content-Type-Options': 'nosniff',
  ...(secure ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
})

/** On every page of ours. */
export const securityHeaders = (secure: boolean): Readonly<Record<string, string>> => ({
  ...everywhere(secure),
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
})
