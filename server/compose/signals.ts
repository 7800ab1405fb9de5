import { post } from '../../adapters/delivery/post.ts'
import { openSender, type Sender } from '../../adapters/delivery/sender.ts'
import type { OpenFeedWatch } from '../../adapters/feed-watch/feed-watch.ts'
import type { Log } from '../../adapters/log/logger.ts'
import { isPublicAddress } from '../../adapters/outbound/public-address.ts'
import { isSafeAddress, isThisMachine } from '../../adapters/outbound/safe-address.ts'
import { type Config, isForTrying } from '../config/config.ts'
import type { DeliveryKind } from '../domain/signals/signal-stream.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { SignalDialect } from '../ports/signals/signal-dialect.ts'
import { claimStreams, deliverSignals } from '../usecases/signals/deliver-signals.ts'
import type { OpenFace } from './faces.ts'
import type { Stores } from './storage.ts'

type Settings = Pick<Config, 'environment' | 'delivery'>

/** Whether anything is ever sent to an address. What its name leads to is seen when it is sent to. */
export function maySendTo(config: Settings, address: string): boolean {
  const allowLoopback = isForTrying(config)
  const url = URL.parse(address)
  if (!url || !isSafeAddress(address, { allowLoopback }) || url.username || url.password) return false
  const isKnown = config.delivery.privateHosts.includes(url.hostname)
  return isKnown || isPublicAddress(url) || (allowLoopback && isThisMachine(address))
}

interface Parts {
  readonly config: Settings
  readonly stores: Stores
  readonly metrics: Pick<Metrics, 'signalSent'>
  readonly log: Pick<Log, 'info' | 'error'>
  readonly feedWatch: Pick<OpenFeedWatch, 'onPlaced'>
  readonly opened: readonly Pick<OpenFace, 'signals'>[]
}

/** Sends what is to be sent to receivers, from now on. */
export function startSending({ config, stores, metrics, log, feedWatch, opened }: Parts): Sender {
  const ending = new AbortController()
  const dialects = new Map(opened.flatMap(({ signals = {} }) => Object.entries(signals))) as Map<
    DeliveryKind,
    SignalDialect
  >
  const ports = {
    ...stores,
    metrics,
    dialects,
    giveUpDays: config.delivery.giveUpDays,
    post: post({
      allowLoopback: isForTrying(config),
      privateHosts: config.delivery.privateHosts,
      signal: ending.signal,
      onTrouble: error => log.info({ err: error }, 'a receiver was not reached'),
    }),
  }
  const sender = openSender({
    claim: claimStreams(ports),
    deliver: deliverSignals(ports),
    onError: error => log.error({ err: error }),
  })
  feedWatch.onPlaced(sender.wake)
  return {
    wake: sender.wake,
    async end() {
      ending.abort()
      await sender.end()
    },
  }
}
