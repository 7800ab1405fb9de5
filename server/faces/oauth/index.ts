import { problemJson } from '../../http/problem-json.ts'
import { api } from '../../http/route.ts'
import type { FaceModule } from '../face-module.ts'
import { authenticateResourceServer } from './authenticate-resource-server.ts'
import { clientsOfFace, face, oauthProfile } from './oauth-profile.ts'
import { recordGrantUse } from './routes/record-grant-use.ts'
import { Settings } from './settings.ts'

/** OAuth 2.0 and OpenID Connect as the standards have them, and what a resource server needs beside. */
export const oauth: FaceModule<Settings> = {
  name: face,
  settings: Settings,
  clients: clientsOfFace,
  open: (tools, settings) => ({
    oauth: oauthProfile(tools, settings),
    api: api({
      prefix: '',
      mediaType: 'application/json',
      problems: problemJson,
      scheme: 'basic',
      authenticate: authenticateResourceServer(tools),
      routes: [recordGrantUse(tools.core)],
    }),
  }),
}
