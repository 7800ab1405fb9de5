import { Command } from 'commander'
import { apply } from './apply.ts'
import { addClient } from './client/add.ts'
import { listClients } from './client/list.ts'
import { removeClient } from './client/remove.ts'
import { rotateClientSecret } from './client/rotate-secret.ts'
import { showClient } from './client/show.ts'
import { listGrants } from './grant/list.ts'
import { revokeGrant } from './grant/revoke.ts'
import { showGrant } from './grant/show.ts'
import { listKeys } from './keys/list.ts'
import { rotateKeys } from './keys/rotate.ts'
import { migrateDown } from './migrate/down.ts'
import { migrateStatus } from './migrate/status.ts'
import { migrateUp } from './migrate/up.ts'
import { addResource } from './resource/add.ts'
import { listResources } from './resource/list.ts'
import { removeResource } from './resource/remove.ts'
import { showResource } from './resource/show.ts'
import type { Tools } from './verb.ts'

/** The verbs that work on the storage. */
export const storageVerbs = (tools: Tools): Command[] => [
  noun('client', 'registered programs', [
    addClient(tools),
    listClients(tools),
    showClient(tools),
    rotateClientSecret(tools),
    removeClient(tools),
  ]),
  noun('resource', 'APIs that tokens are made for', [
    addResource(tools),
    listResources(tools),
    showResource(tools),
    removeResource(tools),
  ]),
  apply(tools),
  noun('grant', 'authorization grants', [listGrants(tools), showGrant(tools), revokeGrant(tools)]),
  noun('keys', 'signing keys', [listKeys(tools), rotateKeys(tools)]),
  noun('migrate', 'the database schema', [migrateUp(tools), migrateDown(tools), migrateStatus(tools)]),
]

function noun(name: string, summary: string, verbs: readonly Command[]): Command {
  const command = new Command(name).description(summary)
  for (const one of verbs) command.addCommand(one)
  return command
}
