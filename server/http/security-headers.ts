/** A page that runs nothing, embeds nothing, is embedded nowhere, and posts only home or to `formTargets`. */
export const contentSecurityPolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    ["form-action 'self'", ...new Set(formTargets.filter(isSource))].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')

/** An origin or a scheme of its own, with nothing that could end the directive. */
const isSource = (target: string): boolean => /^[a-z][a-z0-9+.-]*:(\/\/[\w.:[\]-]+)?$/i.test(target)

/**
 * What a form that leads to `url` by redirect must allow: Chromium applies `form-action` to redirects, too.
 * `undefined` for an address that is none.
 */
export function formTarget(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (!parsed) return undefined
  return parsed.origin === 'null' ? parsed.protocol : parsed.origin
}

/** On every answer of ours. */
export const securityHeaders = (secure: boolean): Readonly<Record<string, string>> => ({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(secure ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
})
