import { askerOf } from '../../../domain/registry/client.ts'
import { organization } from '../../../domain/party.ts'
import type { ConsentResource } from '../../../domain/registry/consent-resource.ts'
import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { Brought, PreviewTools, Sample } from '../../tools/preview-tools.ts'
import { annotations, resourceType } from '../names.ts'
import { ensurePurpose } from './template-purpose.ts'

const lastsMilliseconds = 30 * 24 * 3600_000
const action = 'consent'

/** Every consent resource of the file, asked for without a message, of a person and of an organization where both may give it. */
export async function samples(tools: PreviewTools, brought: Brought): Promise<readonly Sample[]> {
  const asked = brought.consentResources.filter(({ type }) => type === 'Consent')
  return (await Promise.all(asked.map(({ id }) => samplesOf(tools, brought, id)))).flat()
}

async function samplesOf(
  { registry, clock }: PreviewTools,
  { clients }: Brought,
  id: string,
): Promise<readonly Sample[]> {
  const resource = await registry.consentResources.find(id)
  const template = resource && (await registry.consentTemplates.find(resource.template))
  if (!template) return []
  const orgno = resource.askers?.[0] ?? '310000001'
  const asker = clients.find(one => askerOf(one).identifier.value === orgno)
  const asks: Sample['asks'] = {
    clientId: asker?.id ?? 'example',
    requestedBy: asker ? askerOf(asker) : { identifier: organization(orgno), name: 'EKSEMPEL AS' },
    handledBy: undefined,
    purposeId: (await ensurePurpose(registry, template)).id,
    scopes: [{ permission: action, resourceType, resourceId: id }],
    rights: [rightOn(resource)],
    seconds: undefined,
    lasts: { until: new Date(clock.now().getTime() + lastsMilliseconds) },
    singleUse: resource.isOneTime,
    annotations: { [annotations.template]: named(template) },
  }
  return giversOf(resource).map(giver => ({ type: id, giver, asks }))
}

const named = ({ id, version }: ConsentTemplate): string => `${id}/${version}`

const rightOn = ({ id, version, metadata }: ConsentResource) => ({
  actions: [action],
  resource: { type: 'urn:altinn:resource', value: id, version },
  metadata: Object.fromEntries(Object.keys(metadata).map(key => [key, saidOf(key)])),
})

/** What an asker might say: a year where the key speaks of one. */
const saidOf = (key: string): string => (/aar|year/.test(key) ? '2025' : '…')

const giversOf = ({ givers }: ConsentResource): readonly Sample['giver'][] => [
  ...(givers.persons ? (['person'] as const) : []),
  ...(givers.organizations ? (['organization'] as const) : []),
]
