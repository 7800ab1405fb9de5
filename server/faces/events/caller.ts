import type { Client } from '../../domain/registry/client.ts'
import { Problem } from '../../domain/problem.ts'
import type { FeedOf } from '../../domain/signals/feed.ts'
import type { Authenticate } from '../../http/api/api.ts'
import type { LiveToken } from '../../ports/oauth/token-inspector.ts'
import type { FaceTools } from '../face-module.ts'
import { audienceAt, issuerFace } from './names.ts'

/** Who may hear of events, and until when the token says so. */
export interface Receiver {
  readonly client: Client
  readonly feed: FeedOf
  readonly expiresAt: Date
  /** Whether the token is still good, and the client may read the same feed. */
  readonly isStillGood: () => Promise<boolean>
}

interface Read {
  readonly token: LiveToken
  readonly client: Client
}

export type CallerTools = Pick<FaceTools, 'tokens' | 'core' | 'publicUrl'>

/** By a client's own token for this API, in the header, with one of the scopes. */
export const authenticateReceiver =
  (tools: CallerTools, scopes: readonly string[]): Authenticate<Receiver> =>
  async authorization => {
    const [, value] = /^bearer +([A-Za-z0-9._~+/-]{1,4096}=*)$/i.exec(authorization ?? '') ?? []
    const read = value === undefined ? undefined : await readToken(tools, value)
    if (!read || value === undefined) throw tokenRefused()
    const { token, client } = read
    if (!hasOneOf(scopes, read)) {
      throw new Problem('caller.forbidden', `The access token must have the scope ${scopes.join(' or ')}`)
    }
    return {
      client,
      feed: await tools.core.feedOf(client),
      expiresAt: token.expiresAt,
      async isStillGood() {
        const now = await readToken(tools, value)
        return now !== undefined && hasOneOf(scopes, now) && readsTheSame(client, now.client)
      },
    }
  }

export const tokenRefused = (): Problem =>
  new Problem('caller.unauthenticated', 'Send a good access token as a bearer token')

const hasOneOf = (scopes: readonly string[], { token, client }: Read): boolean =>
  scopes.some(scope => scopesOf(token).includes(scope) && client.scopeValues.includes(scope))

const readsTheSame = (one: Client, other: Client): boolean =>
  one.resourceServerFor === other.resourceServerFor &&
  one.owner.scheme === other.owner.scheme &&
  one.owner.value === other.owner.value

const scopesOf = ({ scopeString }: LiveToken): readonly string[] => (scopeString ?? '').split(' ')

/** A token of a person is none of a receiver's, and one that is bound to a key is not good alone. */
async function readToken({ tokens, core, publicUrl }: CallerTools, value: string): Promise<Read | undefined> {
  const token = await tokens.inspect(issuerFace, value)
  if (token?.kind !== 'ClientCredentials' || token.confirmation) return undefined
  if (token.audience !== audienceAt(publicUrl)) return undefined
  const client = await core.clientBehind({ face: issuerFace, ...token })
  return client && { token, client }
}
