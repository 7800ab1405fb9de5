import * as oidc from 'openid-client'
import type { Language } from '../../domain/text/text.ts'
import type { Clock } from '../../ports/clock.ts'
import { type AskName, asks } from './asks.ts'
import type { Answer, Pending, Tokens } from './visits.ts'

interface Settings {
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly clock: Clock
}

/** The Demo bank as an OAuth client like any other: it knows the issuer's address, its own id and its secret. */
export interface BankClient {
  begin(ask: AskName, language: Language): Promise<{ readonly url: string; readonly pending: Pending }>
  finish(callbackUrl: URL, pending: Pending): Promise<Answer>
  /** Fresh tokens, or the error code of the refusal. */
  refresh(refreshToken: string): Promise<Tokens | { readonly error: string }>
}

export function bankClient({ publicUrl, clientId, clientSecret, clock }: Settings): BankClient {
  const discovered = discoverOnce(new URL(publicUrl), clientId, clientSecret)
  return {
    async begin(ask, language) {
      const pending: Pending = {
        ask,
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(await discovered(), {
        ...asks[ask],
        redirect_uri: `${publicUrl}/demo/callback`,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.codeVerifier),
        code_challenge_method: 'S256',
        ui_locales: language,
      })
      return { url: url.href, pending }
    },

    async finish(callbackUrl, pending) {
      try {
        const response = await oidc.authorizationCodeGrant(await discovered(), callbackUrl, {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.codeVerifier,
        })
        return {
          kind: 'given',
          claims: response.claims() ?? {},
          tokens: toTokens(response, clock, undefined),
        }
      } catch (error) {
        return { kind: 'refused', ...refusal(error) }
      }
    },

    async refresh(refreshToken) {
      try {
        const response = await oidc.refreshTokenGrant(await discovered(), refreshToken)
        return toTokens(response, clock, refreshToken)
      } catch (error) {
        return refusal(error)
      }
    },
  }
}

/** Asks for the metadata when they are first needed; a failure is not remembered. */
function discoverOnce(issuer: URL, clientId: string, secret: string): () => Promise<oidc.Configuration> {
  const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  let found: Promise<oidc.Configuration> | undefined
  return () => {
    found ??= oidc.discovery(issuer, clientId, undefined, oidc.ClientSecretBasic(secret), { execute })
    found.catch(() => {
      found = undefined
    })
    return found
  }
}

const toTokens = (
  response: oidc.TokenEndpointResponse,
  clock: Clock,
  standing: string | undefined,
): Tokens => ({
  accessToken: response.access_token,
  refreshToken: response.refresh_token ?? standing,
  scope: response.scope,
  expiresAt: new Date(clock.now().getTime() + (response.expires_in ?? 0) * 1000),
})

function refusal(error: unknown): { readonly error: string; readonly description: string | undefined } {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    return { error: error.error, description: error.error_description }
  }
  if (error instanceof oidc.ClientError) return { error: 'invalid_answer', description: error.message }
  return { error: 'unreachable', description: undefined }
}
