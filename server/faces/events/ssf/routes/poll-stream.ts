import { z } from 'zod'
import type { SignalDialect } from '../../../../ports/signals/signal-dialect.ts'
import { route } from '../../../../http/api/route.ts'
import type { WaitingRoom } from '../../../../http/limits/waiting-room.ts'
import { type Receiver, tokenRefused } from '../../caller.ts'
import { errorCode } from '../dialect.ts'
import { StreamId } from '../stream-document.ts'
import { polledStreamOf, type StreamTools } from '../stream-route.ts'

const Jti = z.string().max(100)

const Poll = z.object({
  maxEvents: z.int().min(0).optional().describe('0 to acknowledge only; 100 come at most'),
  returnImmediately: z.boolean().default(false).describe('Whether not to wait when there is nothing'),
  ack: z.array(Jti).max(1000).default([]).describe('What was taken, by `jti`'),
  setErrs: z
    .record(Jti, z.object({ err: z.string(), description: z.string().optional() }))
    .default({})
    .describe('What will not be taken, by `jti`; it does not come again'),
})

const Sets = z.object({
  sets: z.record(z.string(), z.string()).describe('Security Event Tokens by their `jti`, in order'),
  moreAvailable: z.boolean(),
})

const most = 100

/** Seconds. */
const longestWait = 30

interface Tools extends Pick<StreamTools, 'signals'> {
  readonly dialect: SignalDialect
  readonly waitingRoom: WaitingRoom
}

/** RFC 8936 section 2. */
export const pollStream = ({ signals, dialect, waitingRoom }: Tools) =>
  route<Receiver, { readonly stream_id: string }, unknown, z.infer<typeof Poll>>({
    method: 'post',
    path: '/poll/:stream_id',
    operationId: 'pollStream',
    summary: 'Take what happened, or wait for it, and acknowledge what was taken before',
    params: z.object({ stream_id: StreamId }),
    body: Poll,
    response: { status: 200, description: 'What comes next', body: Sets },
    refusals: ['signal-stream.not-found'],
    handle: async ({ caller, params, body, over }) => {
      const { maxEvents = most, returnImmediately, ack, setErrs } = body
      const mayWait = !returnImmediately && maxEvents > 0
      if (mayWait) waitingRoom.enter(caller.client.id, over)
      const refused = Object.entries(setErrs).map(([jti, { err }]) => [jti, errorCode(err)] as const)
      const { told, hasMore } = await signals.poll({
        ...polledStreamOf(caller, params.stream_id),
        acknowledged: ack,
        refused: new Map(refused),
        most: Math.min(maxEvents, most),
        seconds: mayWait ? longestWait : 0,
        signal: over,
        dialect,
      })
      if (mayWait && !(await caller.isStillGood())) throw tokenRefused()
      return { status: 200, body: { sets: Object.fromEntries(told), moreAvailable: hasMore } }
    },
  })
