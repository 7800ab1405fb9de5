import { z } from 'zod'
import type { ConsentResource } from '../domain/registry/consent-resource.ts'
import type { ConsentTemplate } from '../domain/requests/consent-template.ts'
import { loginLevels } from '../domain/requests/purpose.ts'
import {
  callingOrgno,
  id,
  label,
  localized,
  localizedLabel,
  localizedMarkdown,
  orgno,
  valueWords,
} from './entry-parts.ts'
import { placeholdersIn } from './placeholders.ts'
import { privacyEntry, toPrivacy } from './privacy-entry.ts'
import { retentionEntry, toRetention } from './retention-entry.ts'

const known = ['coveredby', 'offeredby', 'handledby', 'expiration']

const words = localized.superRefine((text, context) => {
  for (const { path, name } of placeholdersIn(text)) {
    if (!known.includes(name.toLowerCase())) {
      context.addIssue({ code: 'custom', path, message: `{${name}} stands for nothing in a template` })
    }
  }
})

const purpose = localized.superRefine((text, context) => {
  for (const { path, name } of placeholdersIn(text)) {
    context.addIssue({ code: 'custom', path, message: `must stand by itself, without {${name}}` })
  }
})

const personAndOrganization = z
  .strictObject({ person: words, organization: words })
  .describe('One for a person who decides for herself, one for somebody who decides for an organization')

export const consentTemplateEntry = z.strictObject({
  id,
  power_of_attorney: z.boolean().default(false).describe('Whether it gives a power of attorney'),
  message_in_request: z.boolean().default(true).describe('Whether the asker is expected to say why'),
  restricted_to: z.array(orgno).optional().describe('Whose resources may use it; everybody’s when not said'),
  title: personAndOrganization,
  heading: personAndOrganization,
  service_intro: personAndOrganization.describe('Comes before the resources'),
  title_accepted: personAndOrganization,
  service_intro_accepted: personAndOrganization,
  purpose: purpose
    .optional()
    .describe(
      'What the data are used for, or the authority: said of every resource that has no purpose of its own',
    ),
  message: localized.optional().describe('Stands with the purpose when the request brings no message'),
  expiration: words,
  expiration_one_time: words,
  handled_by: words,
  privacy: privacyEntry.optional(),
  retention: retentionEntry.optional(),
})

const metadataKey = z
  .string()
  .regex(/^[a-z0-9_-]{1,100}$/, 'must be lower-case letters, digits, dashes or underscores')

const parameter = z.strictObject({
  optional: z.boolean().default(false),
  name: localizedLabel.describe('What people call it, shown in place of the key'),
  values: valueWords,
})

export const consentResourceEntry = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{4,100}$/, 'must be four or more lower-case letters, digits, dashes or underscores'),
    title: localizedLabel,
    description: localized.describe(
      'What it is, for those who look in the registry; the giver does not read it',
    ),
    type: z.string().min(1).default('Consent').describe('Only `Consent` can be asked for'),
    owner: z.strictObject({ orgno, name: label(200), code: label(100) }),
    purpose: purpose
      .optional()
      .describe('What it is used for, in the words of the owner and in place of the template’s'),
    template: id,
    text: localizedMarkdown.describe('What the giver reads: markdown, with keys of the metadata in braces'),
    metadata: z.record(metadataKey, parameter).default({}).describe('What the asker must say, by key'),
    one_time: z.boolean().default(false),
    askers: z.array(callingOrgno).optional().describe('Who may ask; every organization when not said'),
    givers: z
      .strictObject({ persons: z.boolean().default(true), organizations: z.boolean().default(true) })
      .default({ persons: true, organizations: true }),
    login_level: z.enum(loginLevels).default('substantial'),
  })
  .superRefine(({ text, metadata }, context) => {
    for (const { path, name } of placeholdersIn(text)) {
      if (Object.hasOwn(metadata, name.toLowerCase())) continue
      const message = `{${name}} is not among the metadata`
      context.addIssue({ code: 'custom', path: ['text', ...path], message })
    }
  })

type ConsentTemplateEntry = z.infer<typeof consentTemplateEntry>
type ConsentResourceEntry = z.infer<typeof consentResourceEntry>

export const toConsentTemplate = (entry: ConsentTemplateEntry): ConsentTemplate => ({
  id: entry.id,
  version: 0,
  isPowerOfAttorney: entry.power_of_attorney,
  isMessageSetInRequest: entry.message_in_request,
  restrictedTo: entry.restricted_to,
  title: entry.title,
  heading: entry.heading,
  serviceIntro: entry.service_intro,
  titleAccepted: entry.title_accepted,
  serviceIntroAccepted: entry.service_intro_accepted,
  purpose: entry.purpose,
  message: entry.message,
  expiration: entry.expiration,
  expirationOneTime: entry.expiration_one_time,
  handledBy: entry.handled_by,
  privacy: toPrivacy(entry.privacy),
  ...(entry.retention && { retention: toRetention(entry.retention) }),
})

export const toConsentResource = ({
  one_time,
  login_level,
  ...entry
}: ConsentResourceEntry): ConsentResource => ({
  ...entry,
  version: 0,
  isOneTime: one_time,
  loginLevel: login_level,
})
