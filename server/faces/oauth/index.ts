import { askedAwayKey, polledKey } from '../../domain/requests/polled.ts'
import { problemJson } from '../../http/api/problem-json.ts'
import { api } from '../../http/api/route.ts'
import type { FaceModule } from '../face-module.ts'
import type { HouseTools } from '../tools/house-tools.ts'
import type { OAuthTools } from '../tools/oauth-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import { authenticateResourceServer } from './authenticate-resource-server.ts'
import { clientsOfFace, face, oauthProfile } from './oauth-profile.ts'
import { grantsApi } from './grants/grants-api.ts'
import { recordGrantUse } from './routes/record-grant-use.ts'
import type { Brought, PreviewTools } from '../tools/preview-tools.ts'
import { requestDialect } from './request-dialect.ts'
import { samples } from './samples.ts'
import { Settings } from './settings.ts'
import { aggregationUri } from './status-lists/addresses.ts'
import { statusListsApi } from './status-lists/status-lists-api.ts'

type Given = HouseTools &
  Pick<RegistryTools, 'clients' | 'registry' | 'parties'> &
  Pick<
    OAuthTools,
    'secrets' | 'tokenStatuses' | 'statusListSigner' | 'tokens' | 'proofs' | 'certificateOrigin'
  >

/** OAuth 2.0 and OpenID Connect as the standards have them, and what a resource server needs beside. */
export const oauth = {
  name: face,
  settings: Settings,
  clients: clientsOfFace,
  searched: [polledKey, askedAwayKey],
  preview: (tools: PreviewTools) => ({ samples: (brought: Brought) => samples(tools, brought) }),
  open: (tools: Given, settings: Settings) => ({
    metadata: { status_list_aggregation_endpoint: aggregationUri(tools.publicUrl) },
    oauth: oauthProfile(tools, settings),
    requests: requestDialect(tools),
    api: api({
      prefix: '',
      mediaType: 'application/json',
      problems: problemJson,
      scheme: 'basic',
      authenticate: authenticateResourceServer(tools),
      nameOf: ({ id }) => id,
      routes: [recordGrantUse(tools.core)],
    }),
    apis: [grantsApi(tools), statusListsApi({ ...tools, statuses: tools.tokenStatuses, settings })],
  }),
} satisfies FaceModule<Settings>
