import { z } from 'zod'
import type { FaceModule } from '../face-module.ts'
import type { AdminTools } from './admin-tools.ts'
import { demo } from './demo.ts'
import { managementApi } from './management-api.ts'
import { face } from './names.ts'
import { adminResource } from './resource.ts'

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
