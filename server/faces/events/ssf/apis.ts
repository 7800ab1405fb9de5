import type { Api, Authenticate, RawRequest } from '../../../http/api/api.ts'
import { OAuthError } from '../../../http/api/oauth-errors.ts'
import { api } from '../../../http/api/route.ts'
import type { WaitingRoom } from '../../../http/limits/waiting-room.ts'
import type { SignalDialect } from '../../../ports/signals/signal-dialect.ts'
import { authenticateReceiver, type CallerTools, type Receiver } from '../caller.ts'
import { manageScope, readScope } from '../names.ts'
import { ssfErrors, ssfRefusals } from './errors.ts'
import { replaceStream, updateStream } from './routes/change-stream.ts'
import { addSubject, removeSubject } from './routes/choose-subjects.ts'
import { createStream } from './routes/create-stream.ts'
import { deleteStream } from './routes/delete-stream.ts'
import { pollStream } from './routes/poll-stream.ts'
import { readConfiguration } from './routes/read-configuration.ts'
import { readStreams } from './routes/read-streams.ts'
import { readStatus, setStatus } from './routes/stream-status.ts'
import { verifyStream } from './routes/verify-stream.ts'
import type { StreamTools } from './stream-route.ts'

const answers = {
  mediaType: 'application/json',
  problems: ssfErrors,
  refusals: ssfRefusals,
  problemBody: OAuthError,
} as const

/** What says where the transmitter is, to anybody. */
export const configurationApi = (tools: { readonly publicUrl: string }): Api =>
  api({
    ...answers,
    name: 'configuration',
    prefix: '',
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [readConfiguration(tools)],
  })

interface Tools extends StreamTools, CallerTools {
  readonly dialect: SignalDialect
  readonly waitingRoom: WaitingRoom
}

/** The stream management API of the Shared Signals Framework (section 8), and polling (RFC 8936). */
export const streamApi = (tools: Tools): Api =>
  api({
    ...answers,
    name: 'streams',
    prefix: '/ssf',
    authenticate: byWhatIsDone(tools),
    nameOf: ({ client }) => client.id,
    routes: [
      createStream(tools),
      readStreams(tools),
      updateStream(tools),
      replaceStream(tools),
      deleteStream(tools),
      readStatus(tools),
      setStatus(tools),
      addSubject(tools),
      removeSubject(tools),
      verifyStream(tools),
      pollStream(tools),
    ],
  })

/** Reading takes one of two scopes, polling too; all else takes the other. */
function byWhatIsDone(tools: CallerTools): Authenticate<Receiver> {
  const reading = authenticateReceiver(tools, [readScope, manageScope])
  const managing = authenticateReceiver(tools, [manageScope])
  const isReading = ({ method, path }: RawRequest) =>
    ['GET', 'HEAD'].includes(method) || path.startsWith('/ssf/poll/')
  return (authorization, request) => (isReading(request) ? reading : managing)(authorization, request)
}
