import type { Code } from './consenting-person.ts'
import type { DemoWorld } from './demo-world.ts'
import { exchangeForm } from './exchange.ts'
import { callback } from './portal-visitor.ts'
import { type Answer, send } from './send.ts'

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** A permission, and the token that carries it. */
export interface Used {
  readonly grantId: string
  readonly token: string
}

/** Thrown when there is an answer where tokens were needed. */
const wanted = (answer: Answer): Answer => {
  if (answer.status === 200) return answer
  throw new Error(`Tokens were expected, not ${answer.status} ${answer.text}`)
}

export const toTokens = (answer: Answer): Tokens => {
  const { access_token, refresh_token } = wanted(answer).json
  return { accessToken: String(access_token), refreshToken: String(refresh_token) }
}

export type ClientProgram = ReturnType<typeof clientProgram>

/** The demo's client and its resource server, talking to any process of one samtykke by its `origin`. */
export function clientProgram({ clients }: DemoWorld) {
  const { web, processor, resourceServer } = clients.oauth
  const asPublic = { client_id: 'demo-public' }

  return {
    exchange: ({ code, verifier }: Code, origin: string): Promise<Answer> =>
      send(`${origin}/token`, { form: codeForm({ code, verifier }), as: web }),

    exchangeAsPublic: ({ code, verifier }: Code, origin: string): Promise<Answer> =>
      send(`${origin}/token`, { form: { ...codeForm({ code, verifier }), ...asPublic } }),

    refresh: (token: string, origin: string): Promise<Answer> =>
      send(`${origin}/token`, { form: refreshForm(token), as: web }),

    refreshAsPublic: (token: string, origin: string): Promise<Answer> =>
      send(`${origin}/token`, { form: { ...refreshForm(token), ...asPublic } }),

    /** The processor has a token of its own for one of the client's. */
    handOn: (token: string, origin: string): Promise<Answer> =>
      send(`${origin}/token`, { form: exchangeForm(token), as: processor }),

    revoke: (token: string, origin: string): Promise<Answer> =>
      send(`${origin}/revoke`, { form: { token }, as: web }),

    introspect: (token: string, origin: string): Promise<Answer> =>
      send(`${origin}/introspect`, { form: { token }, as: resourceServer }),

    use: ({ grantId, token }: Used, origin: string): Promise<Answer> =>
      send(`${origin}/grants/${grantId}/uses`, { json: { what: 'Looked once', token }, as: resourceServer }),
  }
}

const codeForm = ({ code, verifier }: Code) => ({
  grant_type: 'authorization_code',
  code,
  code_verifier: verifier,
  redirect_uri: callback,
})

const refreshForm = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token })
