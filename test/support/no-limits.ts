import { limits } from '../../adapters/rate-limit/limits.ts'
import { type Limit, type LimitName, limitNames } from '../../server/domain/limit.ts'
import { type Gate, openGate } from '../../server/http/limits/gate.ts'
import type { Limits } from '../../server/ports/limits.ts'

/** Every limit off. */
export const allOff = Object.fromEntries(limitNames.map(name => [name, undefined])) as Record<
  LimitName,
  Limit | undefined
>

/** Everything may happen as often as anybody likes. */
export const noLimits: Limits = limits({
  table: allOff,
  storage: undefined,
  hash: text => text,
  metrics: { limitReached: () => {} },
  audit: { record: () => {}, written: async () => {} },
})

export const noGate: Gate = openGate({
  limits: noLimits,
  addressOf: request => request.socket.remoteAddress ?? '',
  sparesLoopback: true,
})
