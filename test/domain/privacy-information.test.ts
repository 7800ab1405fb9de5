import assert from 'node:assert/strict'
import { organization } from '../../server/domain/party.ts'
import { isAskersOwn } from '../../server/domain/registry/client.ts'
import { membersOfPurpose, privacyOf, unsaidIn } from '../../server/domain/registry/privacy-information.ts'

const everywhere = (text: string) => ({ nb: text, nn: text, en: text })

describe('how information is handled', () => {
  it('is what the purpose says, and what the asker says where the purpose says nothing', () => {
    const purpose = { privacy: { retention: everywhere('A year') } }
    const asker = { privacy: { retention: everywhere('For ever'), contact: 'personvern@bank.example' } }
    const { retention, contact, notice } = privacyOf(purpose, asker)
    assert.deepEqual([retention?.en, contact, notice], ['A year', 'personvern@bank.example', undefined])
  })

  it('is unsaid where nobody says it', () => {
    assert.deepEqual(unsaidIn(undefined, membersOfPurpose), ['retention', 'recipients', 'thirdCountries'])
    assert.deepEqual(unsaidIn(privacyOf(undefined, undefined), ['contact']), ['contact'])
  })

  it('is not said for the asker by the client of somebody who asks for many', () => {
    const onBehalfOf = { identifier: organization('310000003'), name: 'Bank' }
    assert.equal(isAskersOwn({ onBehalfOf: undefined }, { handledBy: undefined }), true)
    assert.equal(isAskersOwn({ onBehalfOf: undefined }, { handledBy: 'a-supplier' }), false)
    assert.equal(isAskersOwn({ onBehalfOf }, { handledBy: 'a-supplier' }), true)
  })
})
