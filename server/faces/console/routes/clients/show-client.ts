import { mayDo } from '../../../../domain/operators/operator.ts'
import { dateAndTime } from '../../../../wording/dates.ts'
import { clientPath, clientsPath, OfClient } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'

/** One client in the words of the declarative file, its secrets by their ids, and what may be done to it. */
export const showClient = (tools: ConsoleWork) =>
  consolePage(tools, {
    path: `${clientsPath}/:id`,
    params: OfClient,
    duty: 'client.read',
    section: 'clients',
    handle: async ({ params: { id }, language }, operator) => {
      const { client, entry } = await tools.desk.readClient({ operator, id })
      return {
        view: 'console/client',
        model: {
          id,
          name: client.name,
          here: clientPath(id),
          version: client.version,
          suspended: client.suspendedAt && dateAndTime(client.suspendedAt, language),
          secrets: client.secrets.map(secret => ({
            id: secret.id,
            at: dateAndTime(secret.createdAt, language),
          })),
          hasSecrets: client.authentication.startsWith('client_secret'),
          entry: JSON.stringify(entry, undefined, 2),
          mayWrite: mayDo(operator, 'client.write'),
          maySuspend: mayDo(operator, 'client.suspend'),
          maySeeConsents: mayDo(operator, 'grant.read'),
        },
      }
    },
  })
