import assert from 'node:assert/strict'
import type { EventType } from '../../../server/domain/event.ts'
import type { EventId, PartyId } from '../../../server/domain/ids.ts'
import { organization } from '../../../server/domain/party.ts'
import { consentRecord } from '../../../server/wording/receipt/consent-record.ts'
import { notTold } from '../../../server/wording/receipt/not-told.ts'
import type { Recorded } from '../../../server/wording/receipt/write-receipt.ts'
import { aGrant, at, bank, kari, noon, ola } from '../../support/fixtures.ts'
import { anEvent, aWritten, everythingTold, issuer } from '../../support/recorded.ts'

const recordOf = async (changes: Partial<Recorded> = {}) => consentRecord(await aWritten(changes))
const processingOf = async (changes: Partial<Recorded> = {}) => (await recordOf(changes)).pii_processing[0]!

/** The members that ISO/IEC TS 27560 marks as mandatory, by part. */
const mandatory = {
  header: ['schema_version', 'receipt_id', 'record_id', 'pii_principal_id', 'privacy_notice', 'language'],
  processing: [
    'purpose',
    'pii_information',
    'pii_controllers',
    'storage_locations',
    'retention_period',
    'jurisdiction',
    'recipient_third_parties',
    'withdrawal_method',
  ],
  party: ['party_id', 'party_name', 'party_type'],
  reachable: ['party_address', 'party_contact'],
  event: ['event_time', 'validity_duration', 'entity_id', 'event_type', 'event_state'],
}

const hasAll = (value: object, members: readonly string[]): void => {
  for (const member of members) assert.ok((value as Record<string, unknown>)[member], member)
}

describe('the record of a consent (ISO/IEC TS 27560)', () => {
  it('has every mandatory member, also where the asker has told nothing', async () => {
    for (const privacy of [everythingTold, {}]) {
      const record = await recordOf({ privacy })
      hasAll(record, mandatory.header)
      hasAll(record.pii_processing[0]!, mandatory.processing)
      for (const party of record.party_identification) {
        hasAll(party, mandatory.party)
        if (party.party_type !== 'natural person') hasAll(party, mandatory.reachable)
      }
      for (const event of record.events) hasAll(event, mandatory.event)
    }
  })

  it('K1: has the number of this receipt beside that of the record', async () => {
    const [one, other] = [consentRecord(await aWritten({}, 'r1')), consentRecord(await aWritten({}, 'r2'))]
    assert.deepEqual([one.receipt_id, other.receipt_id], ['r1', 'r2'])
    assert.equal(one.record_id, other.record_id)
  })

  const names: Readonly<Record<PartyId, string>> = {
    [bank]: 'the asker',
    [kari]: 'the giver',
    [ola]: 'somebody for the giver',
  }
  const states: readonly [EventType, PartyId | undefined, string][] = [
    ['requested', bank, 'requested'],
    ['accepted', kari, 'given'],
    ['changed', kari, 'renewed'],
    ['changed', bank, 'given'],
    ['rejected', kari, 'refused'],
    ['withdrawn', bank, 'request deferred'],
    ['revoked', kari, 'withdrawn'],
    ['revoked', ola, 'withdrawn'],
    ['revoked', bank, 'invalidated'],
    ['revoked', undefined, 'invalidated'],
    ['exhausted', bank, 'expired'],
    ['expired', undefined, 'expired'],
  ]
  for (const [type, by, state] of states) {
    const who = by === undefined ? 'nobody' : names[by]
    it(`K2: says “${state}” of what was ${type} by ${who}, and the kind of consent beside it`, async () => {
      const [event] = (await recordOf({ events: [anEvent(type, by, 1)] })).events
      assert.deepEqual(
        [event?.event_state, event?.event_type, event?.event_name, event?.entity_id],
        [state, 'explicit', type, by ?? issuer],
      )
    })
  }

  it('K2: leaves a consent as it ended by what is asked to be deleted of it', async () => {
    const events = [anEvent('deletion-requested', kari, 1), anEvent('deletion-done', bank, 2)]
    const ends = [
      ['giver', 'withdrawn'],
      ['asker', 'invalidated'],
    ] as const
    for (const [reason, state] of ends) {
      const grant = aGrant({ state: { name: 'revoked', at: noon, by: kari, reason } })
      const record = await recordOf({ grant, events })
      assert.deepEqual(
        record.events.map(({ event_state }) => event_state),
        [state, state],
      )
    }
    const [over] = (await recordOf({ events })).events
    assert.equal(over?.event_state, 'expired')
  })

  it('K2: calls an agreement in the asker’s own channel a regular consent, whose words are not known', async () => {
    const grant = aGrant({ requestId: undefined, agreementKey: 'a' })
    const record = await recordOf({ grant, decision: undefined, events: [anEvent('accepted', kari, 1)] })
    assert.equal(record.events[0]?.event_type, 'regular')
    assert.equal(record.privacy_notice, notTold)
    assert.equal('conforms_to' in record, false)
  })

  it('K2: says for how long it was given, as it was before each change', async () => {
    const changed = 'change-1' as EventId
    const { events } = await recordOf({
      grant: aGrant({ validity: { from: noon, to: at(1000) } }),
      former: [
        { madeBy: undefined, validity: { from: noon, to: at(3000) } },
        { madeBy: changed, validity: { from: noon, to: at(2000) } },
      ],
      events: [
        anEvent('requested', bank, 1),
        anEvent('accepted', kari, 2),
        anEvent('changed', kari, 3, changed),
        anEvent('changed', bank, 4),
        anEvent('revoked', kari, 5),
      ],
    })
    const until = (milliseconds: number) => `${noon.toISOString()}/${at(milliseconds).toISOString()}`
    assert.deepEqual(
      events.map(({ validity_duration }) => validity_duration),
      ['P0D', until(3000), until(2000), until(1000), 'P0D'],
    )
  })

  it('K3: says where, how long, under which law and to whom, and what nobody told', async () => {
    const told = await processingOf()
    assert.deepEqual(
      [told.storage_locations, told.retention_period, told.jurisdiction, told.recipient_third_parties],
      [['NO', 'SE'], 'One year after the consent has ended.', 'NO', 'Nobody else.'],
    )
    const untold = await processingOf({ privacy: {} })
    assert.deepEqual(
      [
        untold.storage_locations,
        untold.retention_period,
        untold.jurisdiction,
        untold.recipient_third_parties,
      ],
      [notTold, notTold, 'NO', notTold],
    )
  })

  it('K3: names who is registered to act for the asker', async () => {
    const processors = [{ identifier: organization('310000011'), name: 'DRIFT AS' }]
    const processing = await processingOf({ privacy: {}, processors })
    assert.equal(processing.recipient_third_parties, 'DRIFT AS (310 000 011)')
    const { party_identification } = await recordOf({ processors })
    const processor = party_identification.find(({ party_role }) => party_role === 'PII processor')
    assert.equal(processor?.party_id, processing.pii_processors[0])
  })

  it('K4: tells how the controller and the authority are reached, and of persons no more than names', async () => {
    const { party_identification: parties, pii_processing } = await recordOf({
      events: [anEvent('requested', bank, 1), anEvent('accepted', kari, 2), anEvent('revoked', ola, 3)],
    })
    const by = (role: string) => parties.find(({ party_role }) => party_role === role)
    assert.deepEqual(by('PII controller'), {
      party_id: bank,
      party_role: 'PII controller',
      party_type: 'organization',
      party_name: 'BANK EKSEMPEL AS',
      organization_number: '310000003',
      party_address: 'Storgata 1, 0155 Oslo',
      party_contact: 'personvern@bank.example',
      party_email: 'personvern@bank.example',
      party_privacy_notice: 'https://bank.example/personvern',
    })
    assert.equal(by('authority')?.party_name, 'Datatilsynet')
    assert.equal(by('authority')?.party_id, pii_processing[0]?.authority_party)
    assert.deepEqual(by('representative of the PII principal'), {
      party_id: ola,
      party_role: 'representative of the PII principal',
      party_type: 'natural person',
      party_name: 'Ola Nordmann',
    })
    const places = pii_processing[0]!.privacy_rights.map(({ exercised_at }) => exercised_at)
    assert.ok(places.includes('https://www.datatilsynet.no'))
    assert.ok(places.every(place => place.includes('://') || place.includes('@')))
  })

  it('K4: names every party that an event or the processing names', async () => {
    const { party_identification, pii_processing, events } = await recordOf({
      events: [anEvent('accepted', ola, 1), anEvent('expired', undefined, 2)],
    })
    const [processing] = pii_processing
    const known = new Set(party_identification.map(({ party_id }) => party_id))
    const named = [
      ...events.map(({ entity_id }) => entity_id),
      ...processing!.pii_controllers,
      processing!.authority_party,
    ]
    for (const id of named) assert.ok(known.has(id), id)
  })

  it('K5: conforms to the profile for the GDPR when everything is told, and does not say so else', async () => {
    const profile = 'https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr'
    assert.equal((await recordOf()).conforms_to, profile)
    for (const member of Object.keys(everythingTold).filter(one => one !== 'notice')) {
      const record = await recordOf({ privacy: { ...everythingTold, [member]: undefined } })
      assert.equal('conforms_to' in record, false, member)
    }
  })

  it('K6: leaves uses out', async () => {
    const { events } = await recordOf({ events: [anEvent('accepted', kari, 1), anEvent('used', bank, 2)] })
    assert.deepEqual(
      events.map(({ event_name }) => event_name),
      ['accepted'],
    )
  })
})
