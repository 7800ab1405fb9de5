import { z } from 'zod'
import type { ShownSetting } from '../../../../ports/running-server.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'

const SettingDocument = z.object({
  name: z.string().describe('The environment variable'),
  value: z.string().optional().describe('As it was written; absent without one, and of a secret'),
  from: z.enum(['environment', 'file', 'default']),
  secret: z.boolean(),
  default: z.string().optional(),
  meaning: z.string().optional(),
})

export const listSettings = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute({
    operation: 'settings.read',
    method: 'get',
    path: '/settings',
    operationId: 'listSettings',
    summary: 'The settings of the server that answers; of secrets only whether they are set',
    response: {
      status: 200,
      description: 'All of them',
      body: z.object({ items: z.array(SettingDocument) }),
    },
    example: {
      answer: {
        items: [
          {
            name: 'SAMTYKKE_SESSION_IDLE_MINUTES',
            value: '30',
            from: 'default',
            secret: false,
            default: '30',
            meaning: 'A person’s login session ends after this long without a request.',
          },
          { name: 'DATABASE_URL', from: 'file', secret: true, meaning: 'PostgreSQL 15 or later' },
        ],
      },
    },
    handle: async ({ caller: operator }) => {
      const settings = await desk.readSettings({ operator })
      return { status: 200, body: { items: settings.map(settingDocument) } }
    },
  })

const settingDocument = ({
  name,
  value,
  from,
  isSecret,
  byDefault,
  meaning,
}: ShownSetting): z.infer<typeof SettingDocument> => ({
  name,
  ...(value !== undefined && { value }),
  from,
  secret: isSecret,
  ...(byDefault !== undefined && { default: byDefault }),
  ...(meaning !== undefined && { meaning }),
})
