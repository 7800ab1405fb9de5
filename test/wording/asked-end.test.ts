import assert from 'node:assert/strict'
import type { Asks, ConsentRequest } from '../../server/domain/requests/consent-request.ts'
import type { Language } from '../../server/domain/text/text.ts'
import { askedEnd } from '../../server/wording/asked-end.ts'

const at = new Date('2026-11-29T11:00:00Z')
const endOf = (asks: Asks, language: Language = 'nb', read = at) =>
  askedEnd({ request: { asks } as ConsentRequest, at: read }, language)

describe('until when a consent is asked for', () => {
  it('is the date that it would end if it were given now, with the length that was asked for', () => {
    const asks = { singleUse: false, seconds: 30 * 86_400 }
    assert.equal(endOf(asks), '29. desember 2026 (30 dager)')
    assert.equal(endOf(asks, 'nn'), '29. desember 2026 (30 dagar)')
    assert.equal(endOf(asks, 'en'), '29 December 2026 (30 days)')
    assert.equal(endOf({ singleUse: true, years: 1 }), '29. november 2027 (1 år)')
  })

  it('counts the days to a set end, the same all day', () => {
    const asks = { singleUse: false, until: new Date('2026-12-20T13:05:30Z') }
    assert.equal(endOf(asks), '20. desember 2026 (21 dager)')
    assert.equal(endOf(asks, 'nb', new Date('2026-11-29T22:59:59.999Z')), '20. desember 2026 (21 dager)')
    assert.equal(endOf(asks, 'nb', new Date('2026-11-29T23:00:00Z')), '20. desember 2026 (20 dager)')
  })

  it('says no length of a set end that is the same day, or over', () => {
    const asks = { singleUse: false, until: new Date('2026-11-29T13:00:00Z') }
    assert.equal(endOf(asks), '29. november 2026')
    assert.equal(endOf(asks, 'nb', new Date('2026-12-01T11:00:00Z')), '29. november 2026')
  })
})
