import { z } from 'zod'
import type { ConsentResource } from '../../../domain/registry/consent-resource.ts'

const Text = z.object({ nb: z.string(), nn: z.string(), en: z.string() })

export const RegistryResource = z.object({
  identifier: z.string(),
  version: z.string(),
  versionId: z.int().describe('Grows with every change; kept with each request'),
  title: Text,
  description: Text,
  rightDescription: Text,
  resourceType: z.string().describe('`Consent` can be asked for'),
  status: z.string(),
  hasCompetentAuthority: z
    .object({ orgcode: z.string(), organization: z.string(), name: Text })
    .describe('Who owns it'),
  contactPoints: z.array(z.never()),
  keywords: z.array(z.never()),
  delegable: z.boolean(),
  visible: z.boolean(),
  availableForType: z.array(z.string()),
  selfIdentifiedUserEnabled: z.boolean(),
  enterpriseUserEnabled: z.boolean(),
  accessListMode: z
    .enum(['Disabled', 'Enabled'])
    .describe('Enabled: only those whom its owner lists may ask'),
  consentTemplate: z.string(),
  consentText: Text.describe('Markdown, with the keys of the metadata in braces'),
  consentMetadata: z.record(z.string(), z.object({ optional: z.boolean() })),
  isOneTimeConsent: z.boolean(),
})

/** A consent resource as Altinn's registry shows it. */
export const resourceDocument = (resource: ConsentResource): z.infer<typeof RegistryResource> => ({
  identifier: resource.id,
  version: String(resource.version),
  versionId: resource.version,
  title: resource.title,
  description: resource.description,
  rightDescription: resource.description,
  resourceType: resource.type,
  status: 'Completed',
  hasCompetentAuthority: {
    orgcode: resource.owner.code,
    organization: resource.owner.orgno,
    name: { nb: resource.owner.name, nn: resource.owner.name, en: resource.owner.name },
  },
  contactPoints: [],
  keywords: [],
  delegable: true,
  visible: true,
  availableForType: giversOf(resource),
  selfIdentifiedUserEnabled: false,
  enterpriseUserEnabled: false,
  accessListMode: resource.askers ? 'Enabled' : 'Disabled',
  consentTemplate: resource.template,
  consentText: resource.text,
  consentMetadata: Object.fromEntries(
    Object.entries(resource.metadata).map(([key, { optional }]) => [key, { optional }]),
  ),
  isOneTimeConsent: resource.isOneTime,
})

const giversOf = ({ givers }: ConsentResource): string[] => [
  ...(givers.persons ? ['PrivatePerson'] : []),
  ...(givers.organizations ? ['LegalEntityEnterprise'] : []),
]
