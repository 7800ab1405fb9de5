import type { Middleware } from 'koa'
import { financesOf } from './finances-of.ts'
import type { Introspection, RegisterClient } from './register-client.ts'

/** Where the demo register answers. */
export const financesPath = '/demo/api/finances'

interface Refusal {
  readonly status: 401 | 403
  readonly error: string
}

/**
 * `GET /demo/api/finances`: a resource server as it should be. It introspects the token on every call, tells the
 * authorization server of the use before it answers, and refuses as RFC 6750 section 3.1 says.
 */
export const financesRoute =
  (register: RegisterClient): Middleware =>
  async (context, next) => {
    if (context.path !== financesPath || context.method !== 'GET') return next()
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(context.get('authorization'))?.[1] ?? ''
    const seen = token ? await register.introspect(token) : { active: false }
    const refusal = await refuse({ token, seen }, register)
    context.set('Cache-Control', 'no-store')
    if (refusal) {
      context.status = refusal.status
      context.set('WWW-Authenticate', `Bearer error="${refusal.error}"`)
      context.body = { error: refusal.error }
      return
    }
    context.body = { finances: facts(seen).map(({ name, amount }) => ({ name, amount })) }
  }

interface Shown {
  readonly token: string
  readonly seen: Introspection
}

async function refuse({ token, seen }: Shown, register: RegisterClient): Promise<Refusal | undefined> {
  if (!seen.active || !seen.grant_id) return { status: 401, error: 'invalid_token' }
  if (facts(seen).length === 0) return { status: 403, error: 'insufficient_scope' }
  const labels = facts(seen).map(({ label }) => label)
  const scopes = [...new Set(facts(seen).map(({ scope }) => scope))]
  const use = { token, what: `Hentet ${labels.join(', ')}`, language: 'nb', scopes } as const
  if (await register.recordUse(seen.grant_id, use)) return undefined
  return { status: 401, error: 'invalid_token' }
}

const facts = ({ sub = '', scope = '' }: Introspection) => financesOf(sub, scope.split(' '))
