import assert from 'node:assert/strict'
import { organization } from '../../../server/domain/party.ts'
import { asksFor, tellingsOf } from '../../../server/domain/signals/telling.ts'

const withdrawnAt = new Date('2026-11-29T12:00:00Z')
const secondsLater = (seconds: number) => new Date(withdrawnAt.getTime() + seconds * 1000)
const bank = { owner: organization('810419512'), ownerName: 'SmekkFull Bank' }
const register = { owner: organization('910493353'), ownerName: 'Lepsøy og Tonstad' }

describe('Who knows of a withdrawal', () => {
  it('is told by organization, since its first receiver took the news', () => {
    const listeners = [
      { ...bank, at: undefined },
      { ...bank, at: secondsLater(9) },
      { ...register, at: secondsLater(3) },
      { ...bank, at: secondsLater(7) },
    ]
    assert.deepEqual(tellingsOf(listeners, { withdrawnAt, now: secondsLater(7200) }), [
      { ...bank, name: 'told', at: secondsLater(7) },
      { ...register, name: 'told', at: secondsLater(3) },
    ])
  })

  it('counts as unreached after an hour, and not before', () => {
    const waiting = [{ ...bank, at: undefined }]
    assert.deepEqual(tellingsOf(waiting, { withdrawnAt, now: secondsLater(3599) }), [])
    assert.deepEqual(tellingsOf(waiting, { withdrawnAt, now: secondsLater(3600) }), [
      { ...bank, name: 'unreached' },
    ])
  })
})

describe('A stream', () => {
  it('is told of what it asked for, by whatever name, and of all when it did not say', () => {
    assert.ok(asksFor(undefined, 'withdrawn'))
    assert.ok(asksFor(['consent.given', 'consent.withdrawn'], 'withdrawn'))
    assert.ok(asksFor(['urn:samtykke:event:consent/withdrawn'], 'withdrawn'))
    assert.ok(!asksFor(['consent.given', 'urn:samtykke:event:consent/ended'], 'withdrawn'))
  })
})
