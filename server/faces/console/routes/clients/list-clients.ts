import { z } from 'zod'
import { mayDo } from '../../../../domain/operators/operator.ts'
import { grouped } from '../../../../wording/shown-party.ts'
import { clientPath, clientsPath } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { addressed, Cursor, Narrowing } from '../../page/queries.ts'

const pageSize = 50

const Query = z.object({ search: Narrowing, face: Narrowing, after: Cursor })

/** Registered clients, and a form to look for some of them. */
export const listClients = (tools: ConsoleWork) =>
  consolePage(tools, {
    path: clientsPath,
    query: Query,
    duty: 'client.read',
    section: 'clients',
    handle: async ({ query: { search, face, after } }, operator) => {
      const page = { limit: pageSize, after }
      const { items, next } = await tools.desk.listClients({ operator, filter: { search, face }, page })
      return {
        view: 'console/clients',
        model: {
          looked: { search, face },
          clients: items.map(client => ({
            href: clientPath(client.id),
            id: client.id,
            name: client.name,
            owner: client.ownerName,
            orgno: grouped(client.owner.value),
            face: client.face,
            isSuspended: client.suspendedAt !== undefined,
          })),
          next: next && addressed(clientsPath, { search, face, after: next }),
          mayAdd: mayDo(operator, 'client.write'),
        },
        // A search that comes when the login is over leads to the provider.
        formsLeadOut: true,
      }
    },
  })
