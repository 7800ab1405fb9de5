import assert from 'node:assert/strict'
import { readCookies, setCookie } from '../../../server/http/pages/cookies.ts'

describe('cookies', () => {
  it('S43: are bound to this host over https, and only such cookies are read there', () => {
    assert.equal(
      setCookie({ name: 'session', value: 'x' }, true),
      '__Host-session=x; Path=/; HttpOnly; SameSite=Lax; Secure',
    )
    assert.equal(readCookies('session=planted; __Host-session=ours', true).session, 'ours')
    assert.equal(readCookies('session=planted', true).session, undefined)
  })

  it('have plain names over http, so that the demo works on localhost', () => {
    assert.equal(
      setCookie({ name: 'session', value: 'x' }, false),
      'session=x; Path=/; HttpOnly; SameSite=Lax',
    )
    assert.equal(readCookies('session=x', false).session, 'x')
  })

  it('S42: are looked up by their own names only', () => {
    assert.equal(readCookies('a=b', false).constructor, undefined)
    assert.equal(Object.getPrototypeOf(readCookies(undefined, false)), null)
  })

  it('S67: never carry a line break or a second attribute', () => {
    for (const value of ['a\r\nSet-Cookie: x=y', 'a; Domain=evil.example']) {
      assert.throws(() => setCookie({ name: 'session', value }, false))
    }
  })
})
