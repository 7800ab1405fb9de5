import { post } from './oauth-client.ts'
import type { OAuthServer } from './oauth-server.ts'
import type { TestClient } from './oauth-world.ts'

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** The form by which a client asks for a token in place of another one (RFC 8693). */
export const exchangeForm = (
  token: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: accessTokenType,
    ...more,
  }
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

type Named = Pick<TestClient, 'id' | 'secret'>

/** Exchanges a token, as the processor when nobody else is said. */
export const exchange = (
  server: Pick<OAuthServer, 'publicUrl' | 'processor'>,
  token: string,
  { client = server.processor, ...more }: { client?: Named; [parameter: string]: unknown } = {},
) =>
  post(server, '/token', {
    client,
    form: exchangeForm(token, more as Record<string, string | undefined>),
  })
