import type { IncomingMessage } from 'node:http'
import { type LimitName, LimitReached, type Reached } from '../../domain/limit.ts'
import type { Limits } from '../../ports/limits.ts'
import { isLoopback, networkOf } from './network.ts'

/** Whoever failed to authenticate, or is about to try. */
export interface Attempt {
  readonly network: string
  /** As the caller wrote it, believed or not. */
  readonly clientId: string | undefined
}

/**
 * What may come only so often from one network: an IPv4 address or an IPv6 /64. Nobody is refused for what others did
 * elsewhere: a secret that is right is taken wherever nothing failed lately.
 */
export interface Gate {
  readonly networkOf: (request: IncomingMessage) => string
  /** Counts one of what anybody may do. Throws `LimitReached` for one too many. */
  readonly pass: (name: LimitName, network: string) => Promise<void>
  /**
   * Counts an authorization that begins to wait. Throws `LimitReached` for one too many of the network, or of the client
   * when the network has begun several: nobody keeps the first comers away from a client.
   */
  readonly begin: (waiting: Waiting) => Promise<void>
  /** It waits no longer. */
  readonly end: (waiting: Waiting) => Promise<void>
  /** Counts a failure. Gives what to answer in its place when that was one too many. */
  readonly failed: (attempt: Attempt) => Promise<LimitReached | undefined>
  /** What to answer in place of trying a secret that can be guessed, and takes long to check; counts nothing. */
  readonly hindrance: (attempt: Attempt) => Promise<LimitReached | undefined>
}

/** An authorization that waits for a person. */
export interface Waiting {
  readonly network: string
  readonly clientId: string
}

interface Parts {
  readonly limits: Limits
  readonly addressOf: (request: IncomingMessage) => string
  /** Whether this machine itself may do as often as it likes what anybody may do. */
  readonly sparesLoopback: boolean
}

/** Of a client with too many that wait, a network may still begin so many. */
const openToAnybody = 5

/** Characters of a client id that are told apart. */
const longestId = 255

export function openGate({ limits, addressOf, sparesLoopback }: Parts): Gate {
  const isSpared = (network: string): boolean => sparesLoopback && isLoopback(network)

  return {
    networkOf: request => networkOf(addressOf(request)),
    async pass(name, network) {
      if (isSpared(network)) return
      const reached = await limits.count(name, network, { network })
      if (reached) throw new LimitReached(reached)
    },
    async begin({ network, clientId }) {
      const ofClient = await limits.count('open-by-client', clientId, { network, clientId })
      if (isSpared(network)) return
      const ofNetwork = await limits.count('open-by-address', network, { network, clientId })
      const { count } = await limits.standing('open-by-address', network)
      const reached = ofNetwork ?? (count > openToAnybody ? ofClient : undefined)
      if (!reached) return
      await Promise.all([
        limits.giveBack('open-by-client', clientId),
        limits.giveBack('open-by-address', network),
      ])
      throw new LimitReached(reached)
    },
    async end({ network, clientId }) {
      await limits.giveBack('open-by-client', clientId)
      if (!isSpared(network)) await limits.giveBack('open-by-address', network)
    },
    async failed(attempt) {
      const told = { network: attempt.network, clientId: attempt.clientId?.slice(0, longestId) }
      const fromAddress = await limits.count('address-failures', told.network, told)
      if (fromAddress) return new LimitReached(fromAddress)
      if (told.clientId === undefined) return undefined
      const [here, everywhere] = await Promise.all([
        limits.count('wrong-secrets', pair(attempt), told),
        limits.count('client-failures', told.clientId, told),
      ])
      return asProblem(here ?? everywhere)
    },
    async hindrance(attempt) {
      const { reached: fromAddress } = await limits.standing('address-failures', attempt.network)
      const here = await limits.standing('wrong-secrets', pair(attempt))
      if (fromAddress ?? here.reached) return asProblem(fromAddress ?? here.reached)
      if (here.count === 0) return undefined
      return asProblem((await limits.standing('client-failures', attempt.clientId ?? '')).reached)
    },
  }
}

const pair = ({ clientId = '', network }: Attempt): string => `${clientId.slice(0, longestId)} ${network}`

const asProblem = (reached: Reached | undefined): LimitReached | undefined =>
  reached && new LimitReached(reached)
