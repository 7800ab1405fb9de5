import type { Client } from '../../../domain/registry/client.ts'
import type { OAuthRefusal, Parameters } from '../../../ports/oauth/oauth-dialect.ts'
import type { Audiences } from './audiences.ts'

/** What a client asks for itself: one API by any of its names, and scopes of that API, without days. */
export function readMachineRequest(
  audiences: Audiences,
  written: Parameters,
  client: Client,
): { audience: string; scope: string } | OAuthRefusal {
  const audience = audiences.canonical(written.audience ?? written.resource ?? '')
  if (audience === undefined || !client.audiences.includes(audience)) {
    return refused('invalid_request', 'audience must be one that the client may ask for')
  }
  const scopes = new Set((written.scope ?? '').split(' '))
  const known = audiences.scopesOf(audience)
  if ([...scopes].every(scope => known.includes(scope) && client.scopeValues.includes(scope))) {
    return { audience, scope: [...scopes].join(' ') }
  }
  return refused('invalid_scope', 'scope must be of the audience, and one that the client may ask for')
}

const refused = (error: string, description: string): OAuthRefusal => ({ error, description })
