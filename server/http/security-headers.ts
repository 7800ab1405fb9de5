interface PagePolicy {
  /** Whether what a form of the page sets off may end outside samtykke, at once or by any number of redirects. */
  readonly formsLeadOut?: boolean | undefined
}

/**
 * A page that runs nothing, embeds nothing, is embedded nowhere, and whose forms stay at home unless they lead out.
 * Chromium holds `form-action` against every redirect behind a form, also those of whom it leads to, so there is no list
 * that would do.
 */
export const contentSecurityPolicy = ({ formsLeadOut = false }: PagePolicy = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    ...(formsLeadOut ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
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
