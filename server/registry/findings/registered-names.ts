import type { Client } from '../../domain/registry/client.ts'
import type { ConsentResource } from '../../domain/registry/consent-resource.ts'
import type { ConsentTemplate } from '../../domain/requests/consent-template.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { toConsentTemplate } from '../consent-resource-entry.ts'
import type { RegistryFile } from '../registry-schema.ts'
import { toPurpose } from '../to-domain.ts'

/** What there is to name, once the file is applied. */
export interface RegisteredNames {
  /** Scope values by the audience of their resource. */
  readonly audiences: ReadonlyMap<string, readonly string[]>
  readonly purposes: ReadonlyMap<string, Pick<Purpose, 'privacy'>>
  readonly detailTypes: ReadonlySet<string>
  readonly tokenScopes: ReadonlySet<string>
  readonly templates: ReadonlyMap<string, ConsentTemplate>
  /** Those that the file leaves alone. */
  readonly otherConsentResources: readonly ConsentResource[]
  /** Those that the file leaves alone. */
  readonly otherClients: readonly Client[]
  /** Those that the file brings again, by id. */
  readonly sameClients: ReadonlyMap<string, Client>
  /** Ids of the file whose clients were removed. */
  readonly removedIds: ReadonlySet<string>
}

interface Ports {
  readonly registry: RegistryStore
  readonly clients: Pick<ClientStore, 'list' | 'removedAmong'>
}

type Named = Pick<
  RegistryFile,
  | 'resources'
  | 'authorization_details_types'
  | 'purposes'
  | 'token_scopes'
  | 'consent_templates'
  | 'consent_resources'
  | 'clients'
>

/** What is registered, with what the file brings in place of it. */
export async function registeredNames({ registry, clients }: Ports, file: Named): Promise<RegisteredNames> {
  const ids = file.clients.map(({ id }) => id)
  const [resources, detailTypes, purposes, tokenScopes, templates, consentResources, standing, removedIds] =
    await Promise.all([
      registry.listResources(),
      registry.detailTypes.list(),
      registry.listPurposes(),
      registry.tokenScopes.list(),
      registry.consentTemplates.list(),
      registry.consentResources.list(),
      clients.list(),
      clients.removedAmong(ids),
    ])
  return {
    audiences: new Map(
      [...resources, ...file.resources].map(({ audience, scopes }) => [
        audience,
        scopes.map(({ value }) => value),
      ]),
    ),
    purposes: new Map([...purposes, ...file.purposes.map(toPurpose)].map(one => [one.id, one])),
    detailTypes: new Set([
      ...detailTypes.map(({ id }) => id),
      ...file.authorization_details_types.map(({ type }) => type),
    ]),
    tokenScopes: new Set([
      ...tokenScopes.map(({ id }) => id),
      ...file.token_scopes.map(({ scope }) => scope),
    ]),
    templates: new Map(
      [...templates, ...file.consent_templates.map(toConsentTemplate)].map(one => [one.id, one]),
    ),
    otherConsentResources: consentResources.filter(({ id }) =>
      file.consent_resources.every(one => one.id !== id),
    ),
    otherClients: standing.filter(({ id }) => !ids.includes(id)),
    sameClients: new Map(standing.filter(({ id }) => ids.includes(id)).map(one => [one.id, one])),
    removedIds,
  }
}
