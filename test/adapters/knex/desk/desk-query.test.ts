import assert from 'node:assert/strict'
import { sha256 } from '../../../../adapters/crypto/sha256.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { aDecision, aGrant, aRequest, bank, kari, noon, ola } from '../../../support/fixtures.ts'
import { accept } from '../../../../server/domain/requests/consent-request.ts'
import { requestEvent } from '../../../../server/domain/event.ts'
import type { EventId } from '../../../../server/domain/ids.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

onEachDatabase('what the desk sees besides consents', database => {
  beforeEach(() => addFixtureParties(database))

  const document = async () => {
    const { documents, ids } = storesOn(database)
    const request = aRequest({ ceremony: 'signature' })
    const moment = () => ({ id: ids.uuid() as EventId, by: bank, at: noon })
    const file = new Uint8Array([1, 2, 3])
    await documents.add({ request, event: requestEvent('requested', request, moment()), sealed: file })
    return async () => {
      const accepted = accept(request, aDecision(), { grantId: aGrant().id, ceremony: 'signature' })
      const event = requestEvent('accepted', accepted.request, moment())
      return documents.confirm({ ...accepted, event }, { file, signedAt: noon, report: {} })
    }
  }

  it('is documents by their hashes, of the one whom they are about', async () => {
    const { deskQuery } = storesOn(database)
    const sign = await document()
    const unsigned = { requestId: aRequest().id, createdAt: noon, signed: undefined }
    assert.deepEqual(await deskQuery.documents(kari, 5), [unsigned])
    assert.equal(await sign(), 'confirmed')
    const signed = { ...unsigned, signed: { at: noon, hash: sha256('\u0001\u0002\u0003') } }
    assert.deepEqual(await deskQuery.documents(kari, 5), [signed])
    assert.deepEqual(await deskQuery.documentOf(aRequest().id), signed)
    assert.deepEqual(await deskQuery.documents(ola, 5), [])
  })

  it('is mails without where to', async () => {
    const { deskQuery, notices, clock } = storesOn(database)
    const address = {
      party: kari,
      email: 'kari@example.no',
      language: 'nb',
      kinds: [],
      remindDays: 14,
      askedAt: noon,
    } as const
    await notices.ask(address)
    const [due] = await notices.claim(1)
    await notices.settle([due!.id], 'sent')
    assert.deepEqual(await deskQuery.mails(kari, 5), [
      { kind: 'confirm', attempts: 1, sentAt: clock.now(), givenUpAt: undefined },
    ])
    assert.deepEqual(await deskQuery.mails(ola, 5), [])
  })
})
