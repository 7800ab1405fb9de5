import type { Configuration } from 'oidc-provider'

/** Ids in cookies are long secrets of which only hashes are kept, so they need no signature. */
export function cookies(face: string, secure: boolean): Configuration['cookies'] {
  const options = { httpOnly: true, sameSite: 'lax', signed: false, secure } as const
  const name = (what: string, prefix: string) => `${secure ? prefix : ''}samtykke_${face}_${what}`
  return {
    names: {
      session: name('session', '__Host-'),
      interaction: name('interaction', '__Secure-'),
      resume: name('resume', '__Secure-'),
    },
    long: options,
    short: options,
    keys: [],
  }
}
