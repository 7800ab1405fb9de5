import type { Middleware } from 'koa'
import { webhookSecretName } from '../../faces/tools/demo-tools.ts'
import { mountPages } from '../../http/pages/mount-pages.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { ShownFace } from '../demo-json.ts'
import type { DemoSecrets } from '../demo-secrets.ts'
import { keptSecret } from '../kept-secret.ts'
import { financesRoute } from '../register/finances-route.ts'
import { registerClient } from '../register/register-client.ts'
import { clientPlans } from '../world/clients.ts'
import { bankClient } from './bank-client.ts'
import { bankPages } from './bank-pages.ts'
import { deleteFetched } from './delete-fetched.ts'
import { eventsApi } from './events-api.ts'
import { heardEvents } from './heard-events.ts'
import { rememberVisits } from './visits.ts'
import { webhookClient } from './webhook-client.ts'
import { webhookRoute } from './webhook-route.ts'

interface Tools {
  readonly publicUrl: string
  readonly dataDir: string
  readonly renderer: PageRenderer
  readonly clock: Clock
  readonly ids: Ids
}

/** The Demo bank, the API that it fetches from, and where it is told of withdrawals. */
export function openBank(
  tools: Tools,
  { clients }: DemoSecrets,
  faces: readonly Pick<ShownFace, 'name' | 'clients'>[],
): readonly Middleware[] {
  const { publicUrl } = tools
  const { web, resourceServer } = clientPlans(publicUrl)
  const register = registerClient({
    publicUrl,
    clientId: resourceServer.id,
    clientSecret: clients.resourceServer.secret,
  })
  const client = bankClient({
    ...tools,
    clientId: web.id,
    clientSecret: clients.web.secret,
  })
  const heard = heardEvents()
  const secret = () => keptSecret(tools)(webhookSecretName)
  const { client_id: clientId, client_secret: clientSecret } =
    faces.find(({ name }) => name === 'events')?.clients.receiver ?? {}
  const api = clientId && clientSecret ? eventsApi({ publicUrl, clientId, clientSecret }) : undefined
  const visits = rememberVisits()
  const beTold = api ? webhookClient({ publicUrl, api, secret }) : async () => {}
  const deletes = api ? deleteFetched({ api, visits }) : async () => {}
  const pages = bankPages({ ...tools, bank: client, register, visits, heard, beTold })
  return [
    financesRoute(register),
    webhookRoute({ ...tools, secret, heard, deleteFetched: deletes }),
    mountPages(pages, tools),
  ]
}
