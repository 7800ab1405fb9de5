import { z } from 'zod'
import { api } from '../../http/api/route.ts'
import { tokenProblems } from '../../http/api/token-problems.ts'
import { openWaitingRoom } from '../../http/limits/waiting-room.ts'
import type { FaceModule, FaceTools } from '../face-module.ts'
import { authenticateReceiver } from './caller.ts'
import { answerDeletion } from './deletion/answer-deletion.ts'
import { demo } from './demo.ts'
import { answerScope, face, manageScope, readScope } from './names.ts'
import { eventsResource } from './resource.ts'
import { readEvents } from './routes/read-events.ts'
import { configurationApi, streamApi } from './ssf/apis.ts'
import { securityEvents } from './ssf/dialect.ts'
import { webhookApi } from './webhooks/api.ts'
import { webhooks } from './webhooks/dialect.ts'

type Given = Pick<
  FaceTools,
  | 'core'
  | 'tokens'
  | 'parties'
  | 'clock'
  | 'ids'
  | 'lanes'
  | 'feedWatch'
  | 'signals'
  | 'signer'
  | 'messageCode'
  | 'maySendTo'
  | 'demoSecret'
  | 'publicUrl'
>

/** Requests that wait, in each process. */
const waiting = { ofOne: 20, ofAll: 1_000 }

/** What happens to consents, told to those who may know of it. */
export const events = {
  name: face,
  settings: z.strictObject({}),
  open: (tools: Given) => {
    const dialect = securityEvents(tools)
    const waitingRoom = openWaitingRoom(waiting)
    return {
      metadata: { events_endpoint: `${tools.publicUrl}/events` },
      registry: { resources: [eventsResource(tools.publicUrl)], purposes: [] },
      demo: demo(tools),
      signals: { push: dialect, webhook: webhooks(tools) },
      apis: [
        api({
          name: 'feed',
          prefix: '',
          mediaType: 'application/json',
          problems: tokenProblems,
          authenticate: authenticateReceiver(tools, [readScope, manageScope]),
          nameOf: ({ client }) => client.id,
          routes: [readEvents({ ...tools, waitingRoom })],
        }),
        api({
          name: 'deletions',
          prefix: '',
          mediaType: 'application/json',
          problems: tokenProblems,
          authenticate: authenticateReceiver(tools, [answerScope]),
          nameOf: ({ client }) => client.id,
          routes: [answerDeletion(tools)],
        }),
        configurationApi(tools),
        streamApi({ ...tools, dialect, waitingRoom }),
        webhookApi(tools),
      ],
    }
  },
} satisfies FaceModule<Record<string, never>>
