import type { Client } from '../../../server/domain/registry/client.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

export interface AudiencesByScopes {
  /** Audiences of the client that know all of the scopes. */
  readonly all: readonly string[]
  /** Scopes that some audience of the client knows. */
  readonly known: readonly string[]
}

/** Which of its APIs a client means by scopes alone, when it names none. */
export async function audiencesByScopes(
  scopes: readonly string[],
  { audiences }: Pick<Client, 'audiences'>,
  { findResource }: Pick<OAuthProfile, 'findResource'>,
): Promise<AudiencesByScopes> {
  const resources = (await Promise.all(audiences.map(findResource))).filter(one => one !== undefined)
  const named = resources.map(({ audience, scopes: own }) => ({
    audience,
    values: own.map(({ value }) => value),
  }))
  return {
    all: named
      .filter(({ values }) => scopes.every(scope => values.includes(scope)))
      .map(({ audience }) => audience),
    known: named.flatMap(({ values }) => values),
  }
}
