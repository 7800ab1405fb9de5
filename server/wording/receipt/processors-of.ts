import { type ShownParty, showParty, showProcessor } from '../shown-party.ts'
import type { Recorded } from './write-receipt.ts'

interface RecordedProcessor {
  readonly id: string
  readonly shown: ShownParty
}

/** Who handles the information for the one who asks: whoever carries it out, and those registered to act for it, once each. */
export function processorsOf({
  grant,
  parties,
  processors,
}: Pick<Recorded, 'grant' | 'parties' | 'processors'>): readonly RecordedProcessor[] {
  const handler = grant.handledBy && parties.get(grant.handledBy)
  const acting = processors
    .filter(({ identifier }) => identifier.value !== handler?.identifier?.value)
    .map(one => ({ id: `urn:${one.identifier.scheme}:${one.identifier.value}`, shown: showProcessor(one) }))
  return grant.handledBy
    ? [{ id: grant.handledBy, shown: showParty(parties, grant.handledBy) }, ...acting]
    : acting
}
