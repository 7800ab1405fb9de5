import type { Api } from '../../http/api/api.ts'
import { api } from '../../http/api/route.ts'
import type { FaceModule } from '../face-module.ts'
import { authenticate } from './caller.ts'
import { demo } from './demo.ts'
import { documentRoutes } from './documents/document-routes.ts'
import { documentationApi } from './documentation/documentation-api.ts'
import { sealOf } from './documents/seal-settings.ts'
import { type ElhubTools, elhubTools } from './elhub-tools.ts'
import { consumeAuthorizationGrant } from './grants/consume-authorization-grant.ts'
import { listAuthorizationGrants } from './grants/list-authorization-grants.ts'
import { readAuthorizationGrant } from './grants/read-authorization-grant.ts'
import { readGrantScopes } from './grants/read-grant-scopes.ts'
import { guard } from './wire/guard.ts'
import { servicesIn } from './market-settings.ts'
import { acceptedMediaType, jsonApi } from './wire/media-types.ts'
import { annotation, base, face } from './names.ts'
import { pages } from './pages.ts'
import { ElhubErrors, elhubErrors, elhubRefusals } from './wire/problems.ts'
import { purposes } from './purposes.ts'
import { createAuthorizationRequest } from './requests/create-authorization-request.ts'
import { listAuthorizationRequests } from './requests/list-authorization-requests.ts'
import { readAuthorizationRequest } from './requests/read-authorization-request.ts'
import { updateAuthorizationRequest } from './requests/update-authorization-request.ts'
import { samples } from './requests/samples.ts'
import { Settings } from './settings.ts'
import { traceHeaders, traceOf } from './wire/trace.ts'
import { requestDialect } from './wording/request-dialect.ts'

/** Elhub's authorization of market parties as their systems know it. */
export const elhub: FaceModule<Settings> = {
  name: face,
  settings: Settings,
  searched: [annotation('type')],
  seal: sealOf,
  asks: servicesIn,
  preview: (tools, settings) => ({
    registry: { resources: [], purposes: purposes() },
    samples: async brought => samples(brought),
    question: requestDialect({ ...tools, settings }).question,
  }),
  open: (given, settings) => {
    const tools = elhubTools(given, settings)
    const main = elhubApi(tools)
    return {
      apis: [documentationApi(main), main],
      pages,
      demo: demo(tools),
      requests: requestDialect(tools),
      registry: { resources: [], purposes: purposes() },
    }
  },
}

const elhubApi = (tools: ElhubTools): Api =>
  api({
    prefix: base,
    mediaType: jsonApi,
    answerMediaType: request => acceptedMediaType(request, tools.settings) ?? jsonApi,
    closed: true,
    exactPaths: true,
    withoutHead: true,
    guard,
    requestName: request => traceOf(tools.ids, request),
    replyHeaders: request => traceHeaders(traceOf(tools.ids, request)),
    problems: elhubErrors(tools),
    refusals: elhubRefusals,
    problemBody: ElhubErrors,
    callerRefusals: [
      'invalid-trace-id',
      'missing-user-agent',
      'caller.unauthenticated',
      'caller.forbidden',
      'issuer.unavailable',
    ],
    authenticate: authenticate(tools),
    nameOf: ({ clientId }) => clientId,
    routes: [
      createAuthorizationRequest(tools),
      listAuthorizationRequests(tools),
      readAuthorizationRequest(tools),
      updateAuthorizationRequest(tools),
      ...documentRoutes(tools),
      listAuthorizationGrants(tools),
      readAuthorizationGrant(tools),
      readGrantScopes(tools),
      consumeAuthorizationGrant(tools),
    ],
  })
