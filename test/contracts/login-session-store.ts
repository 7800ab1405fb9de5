import assert from 'node:assert/strict'
import type { LoginSessionStore } from '../../server/ports/sessions/login-session-store.ts'
import type { HandSetClock } from '../support/clock.ts'
import { at, kari, noon, ola } from '../support/fixtures.ts'

interface Opened {
  readonly sessions: LoginSessionStore
  readonly clock: HandSetClock
}

const session = {
  party: { id: kari, kind: 'person', displayName: 'Kari' },
  level: 'high',
  authenticatedAt: noon,
} as const

const minutes = 60_000

/** What `LoginSessionStore` promises with half an hour of idleness and eight hours in all. */
export function loginSessionStoreContract(open: () => Opened): void {
  let opened: Opened
  beforeEach(() => {
    opened = open()
  })

  it('finds a session by its cookie with a token against forged forms', async () => {
    const cookie = await opened.sessions.start(session)
    const { csrfToken, ends, ...found } = (await opened.sessions.find(cookie))!
    assert.deepEqual(found, session)
    assert.deepEqual(ends, { idle: at(30 * minutes), latest: at(8 * 60 * minutes) })
    assert.match(csrfToken, /^[\w-]{43}$/)
    assert.equal((await opened.sessions.find(cookie))?.csrfToken, csrfToken)
  })

  it('gives every session a cookie and a token of its own', async () => {
    const cookies = [await opened.sessions.start(session), await opened.sessions.start(session)]
    const tokens = await Promise.all(cookies.map(async one => (await opened.sessions.find(one))?.csrfToken))
    assert.equal(new Set([...cookies, ...tokens]).size, 4)
  })

  it('lists the logins of a person that still count, the newest first, and those of nobody else', async () => {
    const { sessions, clock } = opened
    await sessions.start(session)
    await sessions.start({ ...session, level: 'substantial', authenticatedAt: at(-1) })
    await sessions.start({ ...session, party: { ...session.party, id: ola } })
    const listed = await sessions.ofParty(kari)
    const ends = { idle: at(30 * minutes), latest: at(8 * 60 * minutes) }
    assert.equal(new Set(listed.map(({ id }) => id)).size, 2)
    assert.deepEqual(
      listed.map(({ level, authenticatedAt, ends: over }) => ({ level, authenticatedAt, ends: over })),
      [
        { level: 'high', authenticatedAt: noon, ends },
        { level: 'substantial', authenticatedAt: at(-1), ends },
      ],
    )
    const [newest] = listed
    assert.equal(await sessions.endOfParty(ola, newest!.id), 0)
    assert.equal(await sessions.endOfParty(kari, newest!.id), 1)
    assert.equal((await sessions.ofParty(kari)).length, 1)
    clock.move(30 * minutes)
    assert.deepEqual(await sessions.ofParty(kari), [])
  })

  it('ends when asked to', async () => {
    const cookie = await opened.sessions.start(session)
    assert.equal(await opened.sessions.end(cookie), true)
    assert.equal(await opened.sessions.end(cookie), false)
    assert.equal(await opened.sessions.find(cookie), undefined)
  })

  it('ends at the instant it has been idle for half an hour, not before', async () => {
    const cookie = await opened.sessions.start(session)
    opened.clock.move(30 * minutes - 1)
    assert.ok(await opened.sessions.find(cookie))
    opened.clock.move(30 * minutes)
    assert.equal(await opened.sessions.find(cookie), undefined)
  })

  it('ends after eight hours however busy it is', async () => {
    const cookie = await opened.sessions.start(session)
    for (let moved = 20; moved < 8 * 60; moved += 20) {
      opened.clock.move(20 * minutes)
      assert.ok(await opened.sessions.find(cookie), `after ${moved} minutes`)
    }
    opened.clock.move(20 * minutes)
    assert.equal(await opened.sessions.find(cookie), undefined)
  })

  it('ends with the very login at the identity provider, or with any of the person', async () => {
    const start = (subject: string, login: string | undefined) =>
      opened.sessions.start({ ...session, elsewhere: { subject, session: login } })
    const cookies = [
      await start('a', '1'),
      await start('a', '2'),
      await start('b', '1'),
      await start('a', undefined),
    ]
    const living = async () => {
      const found = await Promise.all(cookies.map(cookie => opened.sessions.find(cookie)))
      return found.map(one => one !== undefined)
    }
    assert.equal(await opened.sessions.endElsewhere({ subject: undefined, session: undefined }), false)
    assert.equal(await opened.sessions.endElsewhere({ subject: 'c', session: '1' }), false)
    assert.deepEqual(await living(), [true, true, true, true])
    assert.equal(await opened.sessions.endElsewhere({ subject: 'a', session: '1' }), true)
    assert.deepEqual(await living(), [false, true, true, true])
    await opened.sessions.endElsewhere({ subject: undefined, session: '1' })
    assert.deepEqual(await living(), [false, true, false, true])
    await opened.sessions.endElsewhere({ subject: 'a', session: undefined })
    assert.deepEqual(await living(), [false, false, false, false])
  })

  it('finds nothing for a cookie that was not given out', async () => {
    const cookie = await opened.sessions.start(session)
    const [bucket, secret] = cookie.split('_') as [string, string]
    const forged = [
      '',
      '_',
      secret,
      `0_${secret}`,
      `zzzzz_${secret}`,
      `${bucket}_${'a'.repeat(43)}`,
      `${cookie}a`,
    ]
    for (const value of [...forged, "1' or '1'='1", 'x'.repeat(100_000)]) {
      assert.equal(await opened.sessions.find(value), undefined)
      await opened.sessions.end(value)
    }
    assert.ok(await opened.sessions.find(cookie))
  })
}
