import type { EventType, NumberedEvent } from '../../domain/event.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { Validity } from '../../domain/grants/validity.ts'
import { sameParty } from '../../domain/party.ts'
import type { Recorded, Written } from './write-receipt.ts'

/** As the W3C's vocabulary knows the states of a consent. */
type ConsentState =
  | 'requested'
  | 'request deferred'
  | 'given'
  | 'renewed'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'invalidated'

/**
 * What happened, oldest first, without uses. `event_type` is the kind of consent: an answer to nothing but the question is
 * explicit, an agreement in the asker's own channel is not known to be more than regular.
 */
export const consentEvents = ({ shown, issuer }: Written) =>
  shown.events
    .filter(({ type }) => type !== 'used')
    .map(event => {
      const state = stateAfter(event, shown)
      return {
        entity_id: event.by ?? issuer,
        event_name: event.type,
        event_state: state,
        event_time: event.at.toISOString(),
        event_type: shown.grant.requestId === undefined ? 'regular' : 'explicit',
        validity_duration: durationOf(event, state, shown),
      }
    })

/** What leaves a consent as it was. */
type Beside = 'used' | 'deletion-requested' | 'deletion-refused' | 'deletion-done'

const states: Readonly<Record<Exclude<EventType, Beside | 'revoked' | 'changed'>, ConsentState>> = {
  requested: 'requested',
  accepted: 'given',
  rejected: 'refused',
  withdrawn: 'request deferred',
  exhausted: 'expired',
  expired: 'expired',
}

/** Whoever takes back what another has given ends it; only the giver's side withdraws and renews. */
function stateAfter({ type, by }: NumberedEvent, { grant }: Recorded): ConsentState {
  const isGivers = by !== undefined && !sameParty(by, grant.grantedTo)
  if (type === 'revoked') return isGivers ? 'withdrawn' : 'invalidated'
  if (type === 'changed') return isGivers ? 'renewed' : 'given'
  if (type === 'used') return 'given'
  return isAfterEnd(type) ? endOf(grant) : states[type]
}

const isAfterEnd = (type: Exclude<EventType, 'used'>): type is Exclude<Beside, 'used'> =>
  type.startsWith('deletion-')

/** What a consent was when it was over. */
function endOf({ state }: AuthorizationGrant): ConsentState {
  if (state.name !== 'revoked') return 'expired'
  return state.reason === 'giver' ? 'withdrawn' : 'invalidated'
}

/** ISO 8601: the interval for which a consent was given then, nothing when there is none after it. */
function durationOf(event: NumberedEvent, state: ConsentState, shown: Recorded): string {
  if (state !== 'given' && state !== 'renewed') return 'P0D'
  const { from, to } = validityGivenBy(event, shown)
  return `${from.toISOString()}/${to.toISOString()}`
}

function validityGivenBy({ type, id }: NumberedEvent, { grant, former }: Recorded): Validity {
  const made = type === 'changed' ? id : undefined
  return former.find(({ madeBy }) => madeBy === made)?.validity ?? grant.validity
}
