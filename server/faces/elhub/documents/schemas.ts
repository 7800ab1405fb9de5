import { z } from 'zod'
import { processTypes } from '../names.ts'
import { asked, askedParties, askedTimes } from '../requests/asked-schema.ts'
import { members, text, word } from '../wire/body-faults.ts'
import { Answered, attributes, Linked, Party } from '../wire/json-api.ts'
import { pageOf } from '../wire/paging.ts'

export const CreateBody = members({
  data: members({
    type: text().describe('AuthorizationDocument'),
    attributes: members({
      documentType: word(processTypes).describe('What for'),
    }).describe('The kind of document'),
    meta: members({
      ...asked.who,
      ...asked.to,
      ...asked.name,
      ...asked.what,
      language: word(['nb', 'nn', 'en']).nullish().describe('Of the document; nb when not said'),
    }).describe('Who asks whom, and for what'),
  }).describe('The document'),
})

export type CreateBody = z.infer<typeof CreateBody>

export const documentStatuses = ['Expired', 'Pending', 'Rejected', 'Signed'] as const

export type DocumentWireStatus = (typeof documentStatuses)[number]

export const DocumentParams = z.object({ id: z.guid().describe('The document') })

export type DocumentParams = z.infer<typeof DocumentParams>

/** The bytes of an upload. */
export const SignedFile = z.custom<Uint8Array>(given => given instanceof Uint8Array)

const DocumentResource = z.object({
  id: z.uuid().describe('The document'),
  type: z.literal('AuthorizationDocument').describe('What it is'),
  attributes: attributes({
    status: z.enum(documentStatuses).describe('How it stands now'),
    documentType: z.enum(processTypes).describe('What for'),
    ...askedTimes('Until when it can be brought back signed', 'When it was made'),
  }),
  relationships: z
    .object({
      ...askedParties('Who is to sign'),
      signedBy: Party.optional().describe('Who signed'),
      authorizationGrant: Linked.optional().describe('The grant, once signed'),
    })
    .describe('Parties and the grant'),
  meta: z.record(z.string(), z.string()).describe('What the document is about'),
  links: z
    .object({
      self: z.string().describe('Path of the document'),
      file: z.string().describe('Path of its PDF'),
    })
    .describe('Links'),
})

export const DocumentDocument = z.object({
  data: DocumentResource.describe('The document'),
  links: z.object({ self: z.string().describe('Path of the collection') }).describe('Links'),
  meta: Answered,
})

export const DocumentList = pageOf(DocumentResource)
