import type { Client, ClientSecret } from '../../../server/domain/registry/client.ts'
import { InconsistentRow } from './inconsistent-row.ts'

export interface ClientRow {
  readonly id: string
  readonly version: number
  readonly face: string
  readonly content: ClientContent
  readonly suspended_at: Date | null
}

/** Instants are ISO 8601; members that are `undefined` are left out. */
type ClientContent = Omit<Client, 'id' | 'version' | 'face' | 'secrets' | 'suspendedAt'> & {
  readonly secrets: readonly (Omit<ClientSecret, 'createdAt'> & { readonly createdAt: string })[]
}

export const clientColumns = 'id, version, face, content, suspended_at'

export function toClient({ id, version, face, content, suspended_at: suspendedAt }: ClientRow): Client {
  if (!content.owner || !Array.isArray(content.secrets)) {
    throw new InconsistentRow('client', id, 'no owner or secrets')
  }
  return {
    ...content,
    id,
    version,
    face,
    onBehalfOf: content.onBehalfOf,
    resourceServerFor: content.resourceServerFor,
    secrets: content.secrets.map(secret => ({ ...secret, createdAt: new Date(secret.createdAt) })),
    ...(suspendedAt && { suspendedAt }),
  }
}

/** What has a column of its own is left out. */
export const toClientContent = (client: Client): string =>
  JSON.stringify({ ...client, id: undefined, version: undefined, face: undefined, suspendedAt: undefined })
