import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'

/** What each value asks of us; whoever is to choose an account logs in again. */
const meanings: Readonly<Record<string, string>> = {
  login: 'login',
  select_account: 'login',
  consent: 'consent',
}

export const promptValues = ['none', ...Object.keys(meanings)]

type Asked = Pick<KoaContextWithOIDC['oidc'], 'params'>

/**
 * Passes over values of `prompt` that nobody here understands (OpenID Connect Core section 3.1.2.1 leaves that open), so
 * that a client may send what other providers know. `none` with any other value beside it is left as it is, and refused.
 * Consent is always asked for, so that it need not be said for a refresh token.
 */
export function knowPrompts(provider: Provider): void {
  const { OIDCContext } = provider as unknown as { OIDCContext: { prototype: object } }
  Object.defineProperty(OIDCContext.prototype, 'prompts', {
    get(this: Asked): Set<string> {
      const { prompt, scope } = this.params ?? {}
      const values = words(prompt)
      if (values.includes('none')) return new Set(values)
      const known = values.flatMap(value => (Object.hasOwn(meanings, value) ? [meanings[value]!] : []))
      return new Set(words(scope).includes('offline_access') ? [...known, 'consent'] : known)
    },
  })
}

const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter(Boolean) : []
