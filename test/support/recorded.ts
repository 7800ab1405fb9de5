import type { EventType, NumberedEvent } from '../../server/domain/event.ts'
import type { EventId, PartyId } from '../../server/domain/ids.ts'
import { type KnownParty, organization, type PublicIdentifier } from '../../server/domain/party.ts'
import type { PrivacyInformation } from '../../server/domain/registry/privacy-information.ts'
import { type Recorded, writeReceipt } from '../../server/wording/receipt/write-receipt.ts'
import { aDecision, aGrant, at, bank, kari, noon, ola } from './fixtures.ts'
import { renderer } from './page-server.ts'

export const issuer = 'https://samtykke.example'

const everywhere = (text: string) => ({ nb: text, nn: text, en: text })

/** All that an asker may tell. */
export const everythingTold: PrivacyInformation = {
  contact: 'personvern@bank.example',
  notice: 'https://bank.example/personvern',
  address: 'Storgata 1, 0155 Oslo',
  processing: everywhere('People decide, with the help of a score.'),
  locations: ['NO', 'SE'],
  retention: everywhere('One year after the consent has ended.'),
  recipients: everywhere('Nobody else.'),
  thirdCountries: everywhere('It stays in the EEA.'),
}

const asker: KnownParty = {
  id: bank,
  kind: 'organization',
  displayName: 'BANK EKSEMPEL AS',
  identifier: organization('310000003') as PublicIdentifier,
}

const person = (id: PartyId, displayName: string): [PartyId, KnownParty] => [
  id,
  { id, kind: 'person', displayName, identifier: undefined },
]

/** The event of that number, a second for each after noon. */
export const anEvent = (
  type: EventType,
  by: PartyId | undefined,
  sequence: number,
  id = `e${sequence}`,
): NumberedEvent => ({
  id: id as EventId,
  type,
  stream: bank,
  requestId: aGrant().requestId,
  grantId: aGrant().id,
  by,
  at: at(sequence * 1000),
  sequence,
  contentHash: undefined,
  previousHash: '0',
  hash: '1',
})

/** What a receipt is about: by default a consent that Kari gave, with all told. */
export const aRecorded = (changes: Partial<Recorded> = {}): Recorded => ({
  grant: aGrant(),
  status: 'active',
  purpose: undefined,
  privacy: everythingTold,
  processors: [],
  parties: new Map([[bank, asker], person(kari, 'Kari Nordmann'), person(ola, 'Ola Nordmann')]),
  decision: aDecision(),
  events: [anEvent('requested', bank, 1), anEvent('accepted', kari, 2)],
  former: [],
  ...changes,
})

const registry = { findResource: async () => undefined, detailTypes: { find: async () => undefined } }

/** The receipt of it, given out at noon. */
export const aWritten = (changes: Partial<Recorded> = {}, receiptId = 'r1') =>
  writeReceipt({ renderer, registry: registry as never, requestDialects: new Map() }, aRecorded(changes), {
    receiptId,
    language: 'en',
    issuer,
    at: noon,
  })
