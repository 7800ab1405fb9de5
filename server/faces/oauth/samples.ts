import { organization } from '../../domain/party.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import { allows, type Purpose } from '../../domain/requests/purpose.ts'
import { clientSamples } from '../tools/client-samples.ts'
import type { Brought, PreviewTools, Sample } from '../tools/preview-tools.ts'
import { face } from './oauth-profile.ts'

/** What the face's clients may ask for, and every purpose that no client of the file has, asked by somebody made up. */
export async function samples(tools: PreviewTools, brought: Brought): Promise<readonly Sample[]> {
  const asked = new Set(brought.clients.flatMap(({ purposes }) => purposes))
  const resources = await tools.registry.listResources()
  const unasked = brought.purposes.filter(({ id }) => !asked.has(id))
  return [
    ...(await clientSamples(tools, brought, face)),
    ...unasked.map(purpose => sampleOf(purpose, resources)),
  ]
}

const sampleOf = (purpose: Purpose, resources: readonly Resource[]): Sample => ({
  type: purpose.id,
  giver: 'person',
  asks: {
    clientId: 'example',
    requestedBy: { identifier: organization('310000001'), name: 'EKSEMPEL AS' },
    handledBy: undefined,
    purposeId: purpose.id,
    scopes: resources.flatMap(({ audience, scopes }) =>
      scopes
        .map(({ value }) => ({ permission: value, resourceType: 'api', resourceId: audience }))
        .filter(scope => allows(purpose, scope)),
    ),
    seconds: undefined,
    annotations: {},
  },
})
