import type { PageRoute } from '../../../../http/pages/pages.ts'
import { clientPath, clientsPath, OfClient } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleAct } from '../../page/console-act.ts'

/** What is done to a client for good, or until it is taken back. */
export const actOnClient = (tools: ConsoleWork): readonly PageRoute[] => {
  const common = {
    params: OfClient,
    section: 'clients',
    what: ({ id }: OfClient) => id,
    back: ({ id }: OfClient) => clientPath(id),
  } as const
  return [
    ...consoleAct(tools, {
      ...common,
      path: `${clientsPath}/:id/secret`,
      duty: 'client.rotate_secret',
      words: 'rotate-secret',
      run: async ({ operator, reason, traceId }, { id }) => {
        const { secret } = await tools.desk.rotateClientSecret({ operator, reason, traceId, id, only: false })
        return { view: 'console/client-secret', model: { id, secret, here: clientPath(id) } }
      },
    }),
    ...consoleAct(tools, {
      ...common,
      path: `${clientsPath}/:id/suspend`,
      duty: 'client.suspend',
      words: 'suspend',
      run: async ({ operator, reason, traceId }, { id }) => {
        await tools.desk.suspendClient({ operator, reason, traceId, id })
      },
    }),
    ...consoleAct(tools, {
      ...common,
      path: `${clientsPath}/:id/resume`,
      duty: 'client.resume',
      words: 'resume',
      run: async ({ operator, reason, traceId }, { id }) => {
        await tools.desk.resumeClient({ operator, reason, traceId, id })
      },
    }),
    ...consoleAct(tools, {
      ...common,
      path: `${clientsPath}/:id/remove`,
      duty: 'client.remove',
      words: 'remove-client',
      run: async ({ version, ...doing }, { id }) => {
        await tools.desk.removeClient({ ...doing, id, version })
        return { view: 'console/client-removed', model: { id, clients: clientsPath } }
      },
    }),
  ]
}
