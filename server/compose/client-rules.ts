import { clientRefusal } from '../../adapters/oidc/clients/client-refusal.ts'
import { loginScopes } from '../domain/registry/token-scope.ts'
import { faces } from '../faces/index.ts'
import type { OfferedClient } from '../faces/tools/console-tools.ts'
import type { ClientRules } from '../ports/registry/client-rules.ts'

/** What each face makes of its clients; an OAuth issuer judges them by its engine. */
export function composeClientRules(): ClientRules {
  const known = faces.flatMap(({ name, clients }) => (clients ? [{ name, clients }] : []))
  const judges = new Map(
    known.flatMap(({ name, clients }) =>
      clients.protocolScopes ? [[name, clientRefusal(clients)] as const] : [],
    ),
  )
  return {
    ofFace: face => known.find(({ name }) => name === face)?.clients,
    reservedScopes: new Set([
      ...loginScopes,
      ...known.flatMap(({ clients }) => Object.keys(clients.protocolScopes ?? {})),
    ]),
    refusal: client => judges.get(client.face)?.(client),
  }
}

/** Every kind of client that a face offers, in the order of the faces. */
export const offeredClients: readonly OfferedClient[] = faces.flatMap(({ name, clients }) =>
  Object.entries(clients?.presets ?? {}).map(([kind, preset]) => ({
    ...preset,
    id: `${name}.${kind}`,
    face: name,
    entry: { face: name, ...preset.entry },
  })),
)
