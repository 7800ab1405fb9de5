import { z } from 'zod'
import type { Client } from '../../../domain/registry/client.ts'
import { utcText } from '../../../domain/text/utc-text.ts'

export const ClientPath = z.object({ id: z.string().min(1).max(255).describe('The client id') })

export type ClientPath = z.infer<typeof ClientPath>

const Organization = z.object({ orgno: z.string(), name: z.string() })

export const ClientSummary = z.object({
  id: z.string(),
  version: z.int(),
  face: z.string(),
  name: z.string(),
  owner: Organization,
  on_behalf_of: Organization.optional().describe('Who asks, when the owner carries out the work for another'),
  authentication: z.string(),
  grant_types: z.array(z.string()),
  suspended_at: z.string().optional().describe('RFC 3339; while nobody may do anything by it'),
})

export const clientSummary = (client: Client): z.infer<typeof ClientSummary> => ({
  id: client.id,
  version: client.version,
  face: client.face,
  name: client.name,
  owner: { orgno: client.owner.value, name: client.ownerName },
  ...(client.onBehalfOf && {
    on_behalf_of: { orgno: client.onBehalfOf.identifier.value, name: client.onBehalfOf.name },
  }),
  authentication: client.authentication,
  grant_types: [...client.grantTypes],
  ...(client.suspendedAt && { suspended_at: utcText(client.suspendedAt) }),
})

export const SecretDocument = z.object({
  id: z.string(),
  method: z
    .enum(['sha256', 'scrypt'])
    .describe('`sha256` for one that was made here, `scrypt` for a chosen one'),
  created_at: z.string().describe('RFC 3339'),
})

export const secretDocuments = ({ secrets }: Client): z.infer<typeof SecretDocument>[] =>
  secrets.map(({ id, method, createdAt }) => ({ id, method, created_at: utcText(new Date(createdAt)) }))

export const exampleClient = {
  id: 'example-bank',
  face: 'oauth',
  name: 'Example Bank',
  owner: { orgno: '810419512', name: 'EXAMPLE BANK AS' },
  authentication: 'client_secret',
  grant_types: ['client_credentials'],
  audiences: ['https://finances.demo.example'],
  scopes: ['income.read'],
}
