import type { Api } from '../../../http/api/api.ts'
import { api } from '../../../http/api/route.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { prefixes } from '../names.ts'
import { AltinnProblem, altinnProblems, altinnRefusals, problemMediaType } from '../problems.ts'
import { authenticateEndUser } from './end-user.ts'
import { endUserIssuers } from './issuers.ts'
import { acceptRequest } from './routes/accept-request.ts'
import { countRequests } from './routes/count-requests.ts'
import { listRequests } from './routes/list-requests.ts'
import { rejectRequest } from './routes/reject-request.ts'
import { revokeConsent } from './routes/revoke-consent.ts'
import { showConsent } from './routes/show-consent.ts'
import { showRequest } from './routes/show-request.ts'

/** What a portal calls for the person who has logged in to it. */
export function endUserApi(tools: AltinnTools): Api {
  const tokens = tools.trustIssuers(endUserIssuers(tools, tools.settings), {
    own: false,
    audiences: tools.audiences,
  })
  return api({
    name: 'end-user',
    prefix: prefixes.endUser,
    mediaType: 'application/json',
    problems: altinnProblems,
    refusals: altinnRefusals,
    problemBody: AltinnProblem,
    problemMediaType,
    closed: true,
    authenticate: authenticateEndUser(tokens, tools.parties),
    nameOf: ({ party }) => party,
    routes: [
      countRequests(tools),
      listRequests(tools),
      showRequest(tools),
      acceptRequest(tools),
      rejectRequest(tools),
      showConsent(tools),
      revokeConsent(tools),
    ],
  })
}
