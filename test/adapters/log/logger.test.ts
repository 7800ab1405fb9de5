import assert from 'node:assert/strict'
import { createLogger } from '../../../adapters/log/logger.ts'

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ'
const token = 'a3k2_Wq9Zb1XcV7nM0lKjHgFdSaPoIuYtReWqZxCvBnMlKjH'
const nin = '14842249091'

/** Lines that a log of its own wrote while `write` ran. */
function linesOf(write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = []
  write(createLogger('trace', { write: line => void lines.push(line) }))
  return lines
}

describe('The log', () => {
  const secrets: Readonly<Record<string, string>> = {
    'an opaque token': token,
    'a JWT': jwt,
    'a bearer token': 'abcdefGHIJ1234',
    'a code': 'SplxlOBeZQQYbYS6WxSbIA',
    'a code verifier': 'dBjftJeZ4CVP-mB92K27',
    'a client secret': 'gX1fBat3bV',
    'a national identity number': nin,
  }
  const texts = [
    `token ${token} was refused`,
    `assertion ${jwt}`,
    'Authorization: Bearer abcdefGHIJ1234',
    'GET /demo/callback?code=SplxlOBeZQQYbYS6WxSbIA&iss=x',
    'code_verifier=dBjftJeZ4CVP-mB92K27 and {"client_secret":"gX1fBat3bV"}',
    `person ${nin}, ${nin.slice(0, 6)} ${nin.slice(6)}, pid%3D${nin}`,
  ]

  const ways: Readonly<Record<string, (text: string) => string[]>> = {
    'the message': text => linesOf(log => log.info(text)),
    'a field': text => linesOf(log => log.info({ what: { deep: [text] } }, 'said')),
    'the name of a field': text => linesOf(log => log.info({ [text]: 1 })),
    'a format argument': text => linesOf(log => log.info('said %s', text)),
    'an error': text => linesOf(log => log.error(new Error(text))),
    'the cause of an error': text =>
      linesOf(log => log.error({ error: new Error('x', { cause: new Error(text) }) }, 'x')),
  }
  for (const [way, write] of Object.entries(ways)) {
    it(`masks what looks like a secret in ${way}`, () => {
      const written = texts.flatMap(write).join('')
      assert.notEqual(written, '')
      for (const [what, secret] of Object.entries(secrets))
        assert.ok(!written.includes(secret), `${what} in ${written}`)
    })
  }

  it('masks a national identity number that is a number', () => {
    assert.match(linesOf(log => log.info({ value: Number(nin) }))[0] ?? '', /"value":"\[nin\]"/)
  })

  it('leaves ids, codes of problems and ordinary numbers readable', () => {
    const fields = {
      id: '01936f3e-8c1a-7d2b-9e4f-5a6b7c8d9e0f',
      code: 'consent-request.expired',
      n: 1700000000000,
    }
    const { id, code, n } = JSON.parse(linesOf(log => log.info(fields))[0] ?? '')
    assert.deepEqual({ id, code, n }, fields)
  })

  it('S67: stays one JSON object per line whatever the text holds', () => {
    const nasty = 'a\r\n{"level":"fatal"}\u001b[31m\u0000\u2028end'
    const [line = '', ...more] = linesOf(log => log.warn({ nasty }, nasty))
    assert.deepEqual(more, [])
    assert.equal(line.trimEnd().split(/\r|\n/).length, 1)
    assert.ok(!line.includes('\u001b') && !line.includes('\u0000'))
    assert.equal(JSON.parse(line).nasty, nasty)
  })

  it('does not walk into sockets, streams and their like', () => {
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    const [line = ''] = linesOf(log => log.info({ circle, url: new URL('https://x.example/?code=abcdef') }))
    assert.equal(JSON.parse(line).url, '[object URL]')
  })
})
