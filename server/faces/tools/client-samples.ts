import { askerOf, type Client, handlerOf } from '../../domain/registry/client.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import { identityScope, type Scope } from '../../domain/registry/scope.ts'
import { keptProtocolScopes } from '../../domain/requests/protocol-scopes.ts'
import { allows, type Purpose } from '../../domain/requests/purpose.ts'
import type { Brought, PreviewTools, Sample } from './preview-tools.ts'

/** What the clients of a face that ask by redirect may ask for: everything under each of their purposes. */
export async function clientSamples(
  { registry, publicUrl }: PreviewTools,
  { clients }: Pick<Brought, 'clients'>,
  face: string,
): Promise<readonly Sample[]> {
  const asking = clients.filter(one => one.face === face && one.grantTypes.includes('authorization_code'))
  const resources = await registry.listResources()
  const samples = asking.map(async client => {
    const purposes = await Promise.all(client.purposes.map(id => registry.findPurpose(id)))
    return purposes.flatMap(purpose =>
      purpose ? sampleOf(client, { purpose, resources, issuer: publicUrl }) : [],
    )
  })
  return (await Promise.all(samples)).flat()
}

interface Asked {
  readonly purpose: Purpose
  readonly resources: readonly Resource[]
  readonly issuer: string
}

function sampleOf(client: Client, asked: Asked): Sample[] {
  const scopes = scopesOf(client, asked)
  if (scopes.length === 0) return []
  return [
    {
      type: `${asked.purpose.id}.${client.id}`,
      giver: 'person',
      asks: {
        clientId: client.id,
        requestedBy: askerOf(client),
        handledBy: handlerOf(client),
        purposeId: asked.purpose.id,
        scopes,
        seconds: undefined,
        annotations: keptProtocolScopes(
          client.scopeValues.filter(value => ['openid', 'offline_access'].includes(value)),
        ),
      },
    },
  ]
}

/** Of the first of its APIs that has any, as a request is for one API only, and of the person herself. */
function scopesOf(client: Client, { purpose, resources, issuer }: Asked): readonly Scope[] {
  const mayAsk = (scope: Scope) => client.scopeValues.includes(scope.permission) && allows(purpose, scope)
  const [ofResource = []] = resources
    .filter(({ audience }) => client.audiences.includes(audience))
    .map(({ audience, scopes }) =>
      scopes
        .map(({ value }) => ({ permission: value, resourceType: 'api', resourceId: audience }))
        .filter(mayAsk),
    )
    .filter(scopes => scopes.length > 0)
  const facts = ['profile', 'pid'].map(value => identityScope(value, issuer)).filter(mayAsk)
  return [...ofResource, ...facts]
}
