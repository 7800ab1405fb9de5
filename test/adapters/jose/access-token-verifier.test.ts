import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { accessTokenVerifier } from '../../../adapters/jose/access-token-verifier.ts'
import { remoteKeys } from '../../../adapters/jose/remote-keys.ts'
import type { Problem } from '../../../server/domain/problem.ts'
import { handSetClock } from '../../support/clock.ts'

const issuer = 'https://issuer.example/'

describe('The access token verifier', () => {
  let server: Server
  let uri: string
  let answer: RequestListener
  let asked = 0
  let jwks: object
  let privateKey: CryptoKey
  const clock = handSetClock()

  const good: RequestListener = (_, response) => void response.end(JSON.stringify(jwks))
  const verifier = (keys = { uri }) =>
    accessTokenVerifier({ listed: [{ issuer, keys }], own: () => [] }, { clock, allowLoopback: true })
  const token = (claims: object = {}, header: object = {}) =>
    new SignJWT({ iss: issuer, exp: Math.floor(clock.now().getTime() / 1000) + 60, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
      .sign(privateKey)
  const isDoubt = (error: Problem) => error.code === 'issuer.unavailable'

  before(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    privateKey = pair.privateKey
    jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }] }
    server = createServer((request, response) => {
      asked += 1
      answer(request, response)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwk`
  })
  beforeEach(() => {
    asked = 0
    answer = good
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  it('takes nothing that would have to be read in another way: compressed, encrypted or not encoded', async () => {
    const { verify } = verifier()
    for (const header of [{ zip: 'DEF' }, { enc: 'A256GCM' }, { b64: false }, { b64: true }])
      assert.equal(await verify(await token({}, header)), undefined)
    assert.equal(await verify(await token({ iss: [issuer] })), undefined)
  })

  it('takes a good token and fetches the keys once', async () => {
    const { verify } = verifier()
    const both = await Promise.all([verify(await token()), verify(await token())])
    assert.deepEqual(
      both.map(one => one?.issuer),
      [issuer, issuer],
    )
    assert.equal(asked, 1)
  })

  it('takes no token of another issuer, expired, changed, or without a signature, and asks nobody for it', async () => {
    const { verify } = verifier()
    const [header, , signature] = (await token()).split('.')
    const claims = Buffer.from(JSON.stringify({ iss: issuer, exp: 9_999_999_999 })).toString('base64url')
    assert.equal(await verify(await token({ iss: 'https://other.example/' })), undefined)
    assert.equal(await verify(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`), undefined)
    assert.equal(await verify('nonsense'), undefined)
    assert.equal(asked, 0)
    assert.equal(await verify(`${header}.${claims}.${signature}`), undefined)
    assert.equal(await verify(await token({ exp: Math.floor(clock.now().getTime() / 1000) - 60 })), undefined)
  })

  it('takes a token for somebody else from nobody, and one for us or for nobody in particular', async () => {
    const { verify } = accessTokenVerifier(
      { listed: [{ issuer, keys: { uri } }], own: () => [] },
      { clock, audiences: ['https://ours.example', 'ours'], allowLoopback: true },
    )
    const takes = async (aud: unknown) => (await verify(await token({ aud }))) !== undefined
    for (const aud of [undefined, 'unspecified', ['unspecified'], 'ours', ['https://b.example', 'ours']]) {
      assert.equal(await takes(aud), true, String(aud))
    }
    for (const aud of ['https://b.example', ['https://b.example'], '', 'https://ours.example/', 'OURS']) {
      assert.equal(await takes(aud), false, String(aud))
    }
  })

  it('asks again for an unknown key, but not for every token', async () => {
    const { verify } = verifier()
    await verify(await token())
    for (let tries = 0; tries < 5; tries++) {
      assert.equal(await verify(await token({}, { kid: 'unknown' })), undefined)
    }
    assert.equal(asked, 1)
  })

  const bad: Readonly<Record<string, RequestListener>> = {
    'answers with an error': (_, response) => void response.writeHead(500).end('{}'),
    redirects: (_, response) => void response.writeHead(302, { location: uri }).end(),
    'answers no JSON': (_, response) => void response.end('<html>'),
    'answers no key set': (_, response) => void response.end('{"keys": 1}'),
    'answers too much': (_, response) => void response.end(' '.repeat(300 * 1024)),
  }
  for (const [what, listener] of Object.entries(bad)) {
    it(`is in doubt when the issuer ${what}`, async () => {
      answer = listener
      await assert.rejects(async () => verifier().verify(await token()), isDoubt)
    })
  }

  it('goes on with the keys it has while the issuer does not answer, and no longer than that', async () => {
    const ask = async (stale: number) => {
      const find = remoteKeys(uri, { fresh: 0, stale, pause: 0 })
      answer = good
      await find({ alg: 'RS256', kid: 'k1' }, {} as never)
      answer = bad['answers with an error']!
      return find({ alg: 'RS256', kid: 'k1' }, {} as never)
    }
    assert.ok(await ask(60_000))
    await assert.rejects(ask(0), isDoubt)
  })

  it('is in doubt about an unknown key while the issuer does not answer', async () => {
    const find = remoteKeys(uri, { fresh: 60_000, stale: 60_000, pause: 0 })
    await find({ alg: 'RS256', kid: 'k1' }, {} as never)
    answer = bad['answers with an error']!
    await assert.rejects(async () => find({ alg: 'RS256', kid: 'k2' }, {} as never), isDoubt)
  })

  it('refuses addresses without TLS, save on this machine outside production', () => {
    const open = (keys: string, allowLoopback: boolean) =>
      accessTokenVerifier(
        { listed: [{ issuer, keys: { uri: keys } }], own: () => [] },
        { clock, allowLoopback },
      )
    assert.throws(() => open('http://issuer.example/jwk', true), /https/)
    assert.throws(() => open('http://127.0.0.1/jwk', false), /https/)
    assert.throws(() => open('file:///etc/passwd', true), /https/)
    assert.ok(open('https://issuer.example/jwk', false))
  })
})
