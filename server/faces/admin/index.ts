import { z } from 'zod'
import { api } from '../../http/api/route.ts'
import { tokenProblems } from '../../http/api/token-problems.ts'
import type { FaceModule } from '../face-module.ts'
import type { AdminTools } from './admin-tools.ts'
import { authenticateOperator } from './caller.ts'
import { demo } from './demo.ts'
import { apiPath, face } from './names.ts'
import { adminResource, scopeTexts } from './resource.ts'
import { exportActs } from './routes/export-acts.ts'
import { listActs } from './routes/list-acts.ts'
import { listKeys } from './routes/list-keys.ts'
import { listSettings } from './routes/list-settings.ts'
import { readHealth } from './routes/read-health.ts'
import { readMe } from './routes/read-me.ts'
import { rotateKey } from './routes/rotate-key.ts'

/** The management API, for the programs of those who administer, support and audit. */
export const admin = {
  name: face,
  settings: z.strictObject({}),
  open: (tools: AdminTools) => {
    const { managementUrl } = tools
    if (managementUrl === undefined) return {}
    return {
      registry: { resources: [adminResource(managementUrl)], purposes: [] },
      demo: demo(tools, managementUrl),
      management: { apis: [managementApi(tools)] },
    }
  },
} satisfies FaceModule<Record<string, never>>

export const managementApi = (tools: AdminTools) =>
  api({
    prefix: apiPath,
    mediaType: 'application/json',
    closed: true,
    problems: tokenProblems,
    issuer: {
      tokenUrl: `${tools.publicUrl}/token`,
      scopes: Object.fromEntries(Object.entries(scopeTexts).map(([scope, { en }]) => [scope, en])),
    },
    authenticate: authenticateOperator(tools),
    nameOf: ({ id }) => id,
    routes: [
      readMe(),
      listActs(tools),
      exportActs(tools),
      listKeys(tools),
      rotateKey(tools),
      listSettings(tools),
      readHealth(tools),
    ],
  })
