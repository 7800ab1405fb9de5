import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { LookedUpConsent } from '../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from './altinn-tools.ts'
import { annotations } from './names.ts'
import { numberUrn } from './wire/party-urn.ts'

/** A consent with what happened to it, and everybody's number. */
export interface ShownConsent {
  readonly consent: LookedUpConsent
  readonly events: readonly NumberedEvent[]
  readonly numbers: ReadonlyMap<PartyId, string>
}

type Tools = Pick<AltinnTools, 'core' | 'parties'>

/** Reads what is shown of a consent beside itself. */
export async function showConsent(tools: Tools, consent: LookedUpConsent): Promise<ShownConsent> {
  const events = await tools.core.readRequestEvents.of(consent.id as ConsentRequestId)
  const delegator = consent.annotations[annotations.requiredDelegator] as PartyId | undefined
  const involved = [...events.map(({ by }) => by), delegator].filter(id => id !== undefined)
  return { consent, events, numbers: await numbersOf(tools, consent, involved) }
}

async function numbersOf(
  { parties }: Tools,
  { from, to, handledBy }: LookedUpConsent,
  others: readonly PartyId[],
): Promise<ShownConsent['numbers']> {
  const numbers = new Map([from, to, ...(handledBy ? [handledBy] : [])].map(one => [one.id, numberUrn(one)]))
  const revealed = await parties.revealAll(others.filter(id => !numbers.has(id)))
  return new Map([
    ...numbers,
    ...[...revealed].map(([id, identifier]) => [id, numberUrn({ id, identifier })] as const),
  ])
}
