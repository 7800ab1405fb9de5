import type { Api, RawRequest } from '../../../http/api/api.ts'
import { api } from '../../../http/api/route.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { authenticateMachine, type Caller } from '../caller.ts'
import { createRequest } from '../enterprise/create-request.ts'
import { lookUp } from '../enterprise/look-up.ts'
import { readFeed } from '../enterprise/read-feed.ts'
import { showRequest } from '../enterprise/show-request.ts'
import { prefixes, scopes } from '../names.ts'
import { AltinnProblem, altinnProblems, altinnRefusals, problemMediaType } from '../problems.ts'
import { searchResources, showResource } from '../resource-registry/routes.ts'

const shared = {
  mediaType: 'application/json',
  problems: altinnProblems,
  refusals: altinnRefusals,
  problemBody: AltinnProblem,
  problemMediaType,
  closed: true,
}

const nameOf = ({ clientId }: Caller): string => clientId

/** What programs call. */
export const altinnRoutes = (tools: AltinnTools): readonly Api[] => [
  api({
    ...shared,
    name: 'enterprise',
    prefix: prefixes.enterprise,
    authenticate: authenticateMachine(tools, enterpriseScopes),
    nameOf,
    // @NOTE Of two routes that fit, the last one answers.
    routes: [createRequest(tools), showRequest(tools), readFeed(tools)],
  }),
  api({
    ...shared,
    name: 'maskinporten',
    prefix: prefixes.maskinporten,
    authenticate: authenticateMachine(tools, () => [scopes.lookUp]),
    nameOf,
    routes: [lookUp(tools)],
  }),
  api({
    ...shared,
    name: 'resource-registry',
    prefix: prefixes.registry,
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [showResource(tools), searchResources(tools)],
  }),
]

const enterpriseScopes = ({ method }: RawRequest): readonly string[] =>
  method === 'POST' ? [scopes.write, scopes.organization] : [scopes.read, scopes.write, scopes.organization]
