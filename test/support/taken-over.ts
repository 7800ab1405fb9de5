import { organization } from '../../server/domain/party.ts'
import type { ClientStore } from '../../server/ports/registry/client-store.ts'
import type { TestDatabase } from './database.ts'

interface World {
  readonly database: Pick<TestDatabase, 'connection'>
  readonly clients: ClientStore
}

/** Gives a client to another organization behind the back of everything that refuses to. */
export async function giveClientTo({ database, clients }: World, id: string, orgno: string): Promise<void> {
  const owner = JSON.stringify({ owner: organization(orgno), ownerName: 'Another organization' })
  await database
    .connection()
    .write('update client set content = content || $2::jsonb where id = $1', [id, owner])
  const before = await clients.find(id)
  await clients.save({ ...before!, owner: organization(orgno) })
}
