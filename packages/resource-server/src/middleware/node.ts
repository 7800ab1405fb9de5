import type { Access } from '../access.ts'
import type { Demands } from '../demands.ts'
import { Refusal } from '../refusal.ts'
import type { IncomingRequest } from '../request/incoming.ts'
import type { ResourceServer } from '../resource-server.ts'

type Checking = Pick<ResourceServer, 'check'>

/** A response of `node:http`. */
export interface OutgoingResponse {
  writeHead(status: number, headers: Record<string, string>): unknown
  end(body: string): unknown
}

/**
 * A handler of `node:http`: calls `handle` for requests that may be served, and tells it what they may. A `Refusal` that it throws before it
 * has answered is answered as well.
 */
export const nodeGuard =
  <Request extends IncomingRequest, Response extends OutgoingResponse>(
    api: Checking,
    demands: Demands,
    handle: (request: Request, response: Response, access: Access) => unknown,
  ) =>
  async (request: Request, response: Response): Promise<void> => {
    try {
      const access = await checked(api, request, demands)
      if (access instanceof Refusal) throw access
      await handle(request, response, access)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refuse(response, error)
    }
  }

/** The answer to a refused request, written. */
export function refuse(response: OutgoingResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

const passed = new WeakMap<object, Access>()

/** What a request that a guard let through may do. Throws when none did. */
export function accessOf(request: object): Access {
  const access = passed.get(request) ?? passed.get((request as { raw?: object }).raw ?? request)
  if (!access) throw new Error('No guard has let this request through')
  return access
}

/**
 * What it may do, kept for `accessOf`, or why it is refused. Whatever else goes wrong is thrown. `originalUrl` is what was
 * asked for where the framework changes `url`.
 */
export async function checked(
  api: Checking,
  request: IncomingRequest,
  demands: Demands,
  originalUrl = request.originalUrl,
): Promise<Access | Refusal> {
  const { method, url, headers, socket } = request
  try {
    const access = await api.check({ method, url, originalUrl, headers, socket }, demands)
    passed.set(request, access)
    return access
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
