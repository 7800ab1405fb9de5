import type { RegistryStore } from '../ports/registry-store.ts'
import type { ClientEntry, RegistryFile } from './registry-schema.ts'

interface Names {
  readonly audiences: ReadonlySet<string>
  readonly purposes: ReadonlySet<string>
  readonly scopes: ReadonlySet<string>
}

/** What entries of the file name that is neither in the file nor registered, one line each. */
export async function nameFindings(registry: RegistryStore, file: RegistryFile): Promise<string[]> {
  const names = await knownNames(registry, file)
  return [
    ...file.scope_delegations
      .filter(({ scope }) => !names.scopes.has(scope))
      .map(({ scope }) => `scope_delegations: the scope ${scope} is not among the token scopes`),
    ...file.clients.flatMap(client =>
      findings(client, names).map(finding => `clients.${client.id}: ${finding}`),
    ),
  ]
}

async function knownNames(registry: RegistryStore, file: RegistryFile): Promise<Names> {
  const [resources, purposes, scopes] = await Promise.all([
    registry.listResources(),
    registry.listPurposes(),
    registry.tokenScopes.list(),
  ])
  return {
    audiences: new Set([...file.resources, ...resources].map(({ audience }) => audience)),
    purposes: new Set([...file.purposes, ...purposes].map(({ id }) => id)),
    scopes: new Set([...file.token_scopes.map(({ scope }) => scope), ...scopes.map(({ id }) => id)]),
  }
}

function findings(client: ClientEntry, names: Names): string[] {
  const strangers = (wanted: readonly string[], known: ReadonlySet<string>, what: string, list: string) =>
    wanted.filter(one => !known.has(one)).map(one => `the ${what} ${one} is not among the ${list}`)
  const audiences = [...client.audiences, client.resource_server_for ?? []].flat()
  const tokenScopes = client.grant_types.includes('jwt-bearer') ? client.scopes : []
  return [
    ...strangers(audiences, names.audiences, 'audience', 'resources'),
    ...strangers(client.purposes, names.purposes, 'purpose', 'purposes'),
    ...strangers(tokenScopes, names.scopes, 'scope', 'token scopes'),
  ]
}
