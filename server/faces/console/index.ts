import type { PageRoute } from '../../http/pages/pages.ts'
import type { FaceDemo, FaceModule, FaceTools } from '../face-module.ts'
import type { ConsoleWork } from './console-work.ts'
import { approvals } from './routes/approvals/approvals.ts'
import { exportActs } from './routes/audit/export-acts.ts'
import { listActs } from './routes/audit/list-acts.ts'
import { actOnClient } from './routes/clients/act-on-client.ts'
import { addClient } from './routes/clients/add-client.ts'
import { changeClient } from './routes/clients/change-client.ts'
import { listClients } from './routes/clients/list-clients.ts'
import { showClient } from './routes/clients/show-client.ts'
import { goHome } from './routes/go-home.ts'
import { endRight } from './routes/rights/end-right.ts'
import { giveRight } from './routes/rights/give-right.ts'
import { importRights } from './routes/rights/import-rights.ts'
import { listRights } from './routes/rights/list-rights.ts'
import { finishLogin } from './routes/session/finish-login.ts'
import { logOut } from './routes/session/log-out.ts'
import { showOverview } from './routes/overview/show-overview.ts'
import { actOnPerson } from './routes/support/act-on-person.ts'
import { fetchEvidence } from './routes/support/fetch-evidence.ts'
import { findParty } from './routes/support/find-party.ts'
import { searchConsents } from './routes/support/search-consents.ts'
import { showGrant } from './routes/support/show-grant.ts'
import { showParty } from './routes/support/show-party.ts'
import { showRequest } from './routes/support/show-request.ts'
import { actOnType } from './routes/types/act-on-type.ts'
import { listTypes } from './routes/types/list-types.ts'
import { newType } from './routes/types/new-type.ts'
import { previewType } from './routes/types/preview-type.ts'
import { showType } from './routes/types/show-type.ts'
import { writeType } from './routes/types/write-type.ts'
import { homePath } from './paths.ts'
import { Settings } from './settings.ts'

/** Where operators administer, support and audit. */
export const console: FaceModule<Settings> = {
  name: 'console',
  settings: Settings,
  open: tools => {
    const work = workOf(tools)
    return work ? { management: { pages: { routes: routes(work) } }, demo: demo(tools, work) } : {}
  },
}

/** There is no console where operators have no address to come to, or nowhere to log in. */
function workOf(tools: FaceTools): ConsoleWork | undefined {
  const { operatorLogin, managementUrl } = tools
  return operatorLogin && managementUrl !== undefined ? { ...tools, operatorLogin, managementUrl } : undefined
}

const demo = (
  { demoOperators = [] }: Pick<FaceTools, 'demoOperators'>,
  { managementUrl }: Pick<ConsoleWork, 'managementUrl'>,
): FaceDemo => ({
  section: 'operators',
  members: async () => ({ console: `${managementUrl}${homePath}`, persons: demoOperators }),
})

const routes = (tools: ConsoleWork): readonly PageRoute[] => [
  ...goHome(tools),
  finishLogin(tools),
  ...logOut(tools),
  showOverview(tools),
  ...findParty(tools),
  ...showParty(tools),
  ...showGrant(tools),
  ...showRequest(tools),
  searchConsents(tools),
  ...actOnPerson(tools),
  ...fetchEvidence(tools),
  listClients(tools),
  ...addClient(tools),
  showClient(tools),
  ...changeClient(tools),
  ...actOnClient(tools),
  listTypes(tools),
  ...newType(tools),
  showType(tools),
  ...writeType(tools),
  ...previewType(tools),
  ...actOnType(tools),
  ...listRights(tools),
  ...giveRight(tools),
  ...importRights(tools),
  ...endRight(tools),
  ...approvals(tools),
  listActs(tools),
  exportActs(tools),
]
