import { z } from 'zod'
import { parseInstant } from '../wire/instant.ts'
import { each, withKnownNames, withMember } from '../wire/known-names.ts'
import { parsePartyUrn } from '../wire/party-urn.ts'

const Party = z
  .string()
  .max(200)
  .refine(text => parsePartyUrn(text) !== undefined, 'must name a person or an organization')

const Message = z
  .record(z.string().max(20), z.string().max(4000))
  .refine(texts => Object.keys(texts).length <= 10, 'must have at most ten languages')

const Metadata = z.record(z.string().max(200), z.string().max(4000).nullable())

const Right = z.object({
  action: z
    .array(z.string().min(1).max(200))
    .max(50)
    .nullable()
    .describe('What is to be allowed; at least one'),
  resource: z
    .array(
      z.object({
        type: z.string().min(1).max(200).describe('urn:altinn:resource'),
        value: z.string().min(1).max(200).describe('The identifier of the resource'),
      }),
    )
    .max(50)
    .nullable()
    .describe('Exactly one'),
  metadata: Metadata.nullish().describe('What the resource wants to know, by its keys'),
})

const Members = z.object({
  id: z.guid().describe('Chosen by the caller; names the consent for ever'),
  from: Party.describe('Whose data it is about: a URN with a national number'),
  to: Party.describe('Who receives the data: a URN with an organization number'),
  requiredDelegator: Party.nullish().describe('The one person who may answer'),
  validTo: z
    .string()
    .max(60)
    .refine(text => parseInstant(text) !== undefined, 'must be a time in ISO 8601')
    .describe('When the consent ends, and when it is too late to give it'),
  consentRights: z.array(Right).max(100).describe('What is asked for; at least one'),
  requestMessage: Message.nullish().describe('The asker’s own words, by language'),
  redirectUrl: z.string().min(1).max(4000).describe('Where the browser goes after the answer'),
  portalViewMode: z
    .union([z.string(), z.int()])
    .refine(mode => /^(0|1|hide|show)$/i.test(String(mode)), 'must be hide or show')
    .nullish()
    .describe('Whether the giver finds it among what waits for her: hide or show'),
})

const names = Object.keys(Members.shape)

const rightNames = Object.keys(Right.shape)

/** Names of members in any case, down to the maps that callers fill themselves. */
const withNames = (body: unknown): unknown =>
  withMember(
    withMember(withKnownNames(body, names), 'consentRights', rights => each(rights, rightWithNames)),
    'requestMessage',
    ownKeys,
  )

const rightWithNames = (right: unknown): unknown =>
  withMember(
    withMember(withKnownNames(right, rightNames), 'resource', resources =>
      each(resources, resource => withKnownNames(resource, ['type', 'value'])),
    ),
    'metadata',
    ownKeys,
  )

/** What every object inherits is nobody's key, and must not vanish unseen. */
const ownKeys = (map: unknown): unknown =>
  typeof map === 'object' && map !== null && Object.hasOwn(map, '__proto__') ? '__proto__' : map

export const CreateBody = z.preprocess(withNames, Members)

export type CreateBody = z.infer<typeof CreateBody>

export type RightBody = z.infer<typeof Right>

/** Hidden unless it says otherwise. */
export const isShown = ({ portalViewMode }: Pick<CreateBody, 'portalViewMode'>): boolean =>
  /^(1|show)$/i.test(String(portalViewMode ?? ''))
