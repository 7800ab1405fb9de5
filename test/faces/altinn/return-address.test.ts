import assert from 'node:assert/strict'
import { returnAddress } from '../../../server/faces/altinn/wording/return-address.ts'
import type { RequestOutcome } from '../../../server/ports/requests/request-dialect.ts'

const failed = 'Status=Failed&ErrorMessage=User+did+not+give+consent'

const cases: readonly [redirectUrl: string, outcome: RequestOutcome, address: string][] = [
  ['https://example.com/', 'accepted', 'https://example.com/?Status=OK'],
  ['https://example.com/cb?requestId=7', 'accepted', 'https://example.com/cb?requestId=7&Status=OK'],
  ['https://smartbank.no/consent#fragment', 'rejected', `https://smartbank.no/consent?${failed}#fragment`],
  ['https://smartbank.no/consent/#/path', 'accepted', 'https://smartbank.no/consent/#/path?Status=OK'],
  [
    'https://smartbank.no/consent/#/path?a=1',
    'accepted',
    'https://smartbank.no/consent/#/path?a=1&Status=OK',
  ],
  ['https://x.example/?a=1#/p', 'accepted', 'https://x.example/?a=1#/p?Status=OK'],
  ['https://x.example/#a/#/p', 'accepted', 'https://x.example/#a/#/p?Status=OK'],
  ['myapp://consent-callback', 'accepted', 'myapp://consent-callback?Status=OK'],
  ['https://example.com/cb?', 'rejected', `https://example.com/cb?${failed}`],
  ['https://example.com/cb?requestId=7', 'unanswered', 'https://example.com/cb?requestId=7'],
  ['https://example.com/å?navn=Bjørn', 'accepted', 'https://example.com/%C3%A5?navn=Bj%C3%B8rn&Status=OK'],
  ['https://a@blåbær.example:8/å', 'accepted', 'https://a@xn--blbr-roah.example:8/%C3%A5?Status=OK'],
  ['https://example.com/\ud800', 'accepted', 'https://example.com/%EF%BF%BD?Status=OK'],
]

describe('the way back to the asker', () => {
  for (const [redirectUrl, outcome, address] of cases) {
    it(`leads from ${redirectUrl.toWellFormed()} to ${address} when ${outcome}`, () => {
      assert.equal(returnAddress(redirectUrl, outcome), address)
    })
  }
})
