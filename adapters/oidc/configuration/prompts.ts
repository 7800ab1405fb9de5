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
 * What the parameters of an authorization ask of us. Values of `prompt` that nobody here understands are passed over (OpenID
 * Connect Core section 3.1.2.1 leaves that open), so that a client may send what other providers know. `none` with any other
 * value beside it is left as it is, and refused. Consent is always asked for, so that it need not be said for a refresh token.
 */
export function promptsIn({ prompt, scope }: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const values = words(prompt)
  if (values.includes('none')) return new Set(values)
  const known = values.flatMap(value => (Object.hasOwn(meanings, value) ? [meanings[value]!] : []))
  return new Set(words(scope).includes('offline_access') ? [...known, 'consent'] : known)
}

/** Lets the engine see prompts as we do, wherever the parameters stood. */
export function knowPrompts(provider: Provider): void {
  const { OIDCContext } = provider as unknown as { OIDCContext: { prototype: object } }
  Object.defineProperty(OIDCContext.prototype, 'prompts', {
    get(this: Asked): ReadonlySet<string> {
      return promptsIn(this.params ?? {})
    },
  })
}

const words = (value: unknown): readonly string[] =>
  typeof value === 'string' ? value.split(' ').filter(Boolean) : []
