import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { exportJWK } from 'jose'
import {
  nothing,
  openResourceServer,
  Refusal,
  type ResourceServer,
} from '../../../packages/resource-server/src/index.ts'
import { certificate } from '../../support/client-certificates.ts'
import { openProver, type Prover } from '../../support/proofs.ts'
import { audience, type ScriptedAuthority, scriptedAuthority } from '../../support/scripted-authority.ts'

type Request = Parameters<ResourceServer['check']>[0]
type Proof = Parameters<Prover['prove']>[0]

describe('an API that takes bound tokens', () => {
  const htu = `${audience}/income`
  let authority: ScriptedAuthority
  let prover: Prover
  let api: ResourceServer
  let token: string
  before(async () => {
    authority = await scriptedAuthority()
    prover = await openProver()
    const options = { issuer: authority.url, audience, staleAfter: Number.POSITIVE_INFINITY }
    api = openResourceServer({
      ...options,
      follow: nothing(),
      certificate: ({ headers }) => headers['client-cert'] as string | undefined,
    })
    token = await bound({ jkt: prover.thumbprint })
  })
  after(() => authority.close())

  const bound = (cnf: Readonly<Record<string, string>>) => authority.token({ grant_id: randomUUID(), cnf })
  const asked = (headers: Record<string, string>, more: Partial<Request> = {}): Request => ({
    method: 'GET',
    url: '/income?year=2025',
    headers,
    ...more,
  })
  const proven = async (proof: Partial<Proof> = {}, by = prover) => ({
    authorization: `DPoP ${token}`,
    dpop: await by.prove({ htm: 'GET', htu, token, ...proof }),
  })
  const refused = async (request: Request) => {
    const error: unknown = await api.check(request).then(
      () => assert.fail('The request was let through'),
      (caught: unknown) => caught,
    )
    assert.ok(error instanceof Refusal, String(error))
    return `${error.status} ${error.headers['WWW-Authenticate']}`
  }

  it('takes one with a proof of its key', async () => {
    assert.equal((await api.check(asked(await proven()))).token, token)
  })

  it('takes what proofs and schemes may be written like', async () => {
    const { dpop } = await proven({ htu: 'HTTPS://API.example:443/income' })
    await api.check(asked({ authorization: `dpop ${token}`, dpop }))
    await api.check(asked(await proven({ claims: { exp: 1, nbf: 9e9, other: true } })))
    const seconds = Math.floor(Date.now() / 1000)
    await api.check(asked(await proven({ claims: { iat: seconds - 30 } })))
    await api.check(asked(await proven({ claims: { iat: seconds + 8 } })))
  })

  it('takes a proof once, of several at the same time as well', async () => {
    const request = asked(await proven())
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => api.check(request)))
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.match(await refused(request), /^401 DPoP error="invalid_dpop_proof"/)
  })

  it('has proofs taken once by several processes when they keep them together', async () => {
    const taken = new Set<string>()
    const replays = { claim: async (name: string) => taken.size < taken.add(name).size }
    const open = () =>
      openResourceServer({
        issuer: authority.url,
        audience,
        follow: nothing(),
        replays,
        staleAfter: Number.POSITIVE_INFINITY,
      })
    const request = asked(await proven())
    await open().check(request)
    await assert.rejects(open().check(request), { code: 'invalid_dpop_proof' })
  })

  const seconds = () => Math.floor(Date.now() / 1000)
  const wrong: Readonly<Record<string, () => Promise<Partial<Proof>>>> = {
    'for another method': async () => ({ htm: 'POST' }),
    'for another address': async () => ({ htu: `${audience}/debt` }),
    'for another host': async () => ({ htu: 'https://other.example/income' }),
    'for another token': async () => ({ token: await bound({ jkt: prover.thumbprint }) }),
    'for no token': async () => ({ claims: { ath: undefined } }),
    'that is old': async () => ({ claims: { iat: seconds() - 120 } }),
    'of tomorrow': async () => ({ claims: { iat: seconds() + 86_400 } }),
    'without a time': async () => ({ claims: { iat: undefined } }),
    'without a jti': async () => ({ claims: { jti: undefined } }),
    'of another type': async () => ({ header: { typ: 'JWT' } }),
  }
  for (const [what, proof] of Object.entries(wrong)) {
    it(`refuses a proof ${what}`, async () => {
      const told = await refused(asked(await proven(await proof())))
      assert.match(told, /^401 DPoP error="invalid_dpop_proof", .*algs="ES256 /)
    })
  }

  it('refuses a proof for no address, also where its own is not known', async () => {
    const aud = 'income'
    const own = openResourceServer({
      issuer: authority.url,
      audience: aud,
      follow: nothing(),
      staleAfter: 60,
    })
    const named = await authority.token({ grant_id: randomUUID(), cnf: { jkt: prover.thumbprint }, aud })
    const dpop = await prover.prove({ htm: 'GET', htu: 'nowhere', token: named })
    await assert.rejects(own.check(asked({ authorization: `DPoP ${named}`, dpop })), {
      code: 'invalid_dpop_proof',
    })
  })

  it('refuses a proof of another key, without one, with two, and one that holds a secret key', async () => {
    const stranger = await openProver()
    assert.match(await refused(asked(await proven({}, stranger))), /invalid_dpop_proof/)
    const { authorization, dpop } = await proven()
    assert.match(await refused(asked({ authorization })), /invalid_dpop_proof/)
    assert.match(await refused(asked({ authorization, dpop: `${dpop}, ${dpop}` })), /invalid_dpop_proof/)
    const jwk = await exportJWK(prover.privateKey)
    assert.match(await refused(asked(await proven({ header: { jwk } }))), /invalid_dpop_proof/)
  })

  it('refuses a bound token as a bearer’s, and an unbound one with a proof', async () => {
    const { dpop } = await proven()
    assert.match(
      await refused(asked({ authorization: `Bearer ${token}`, dpop })),
      /^401 DPoP error="invalid_token"/,
    )
    const unbound = await authority.token({ grant_id: randomUUID() })
    const proof = await prover.prove({ htm: 'GET', htu, token: unbound })
    assert.match(
      await refused(asked({ authorization: `DPoP ${unbound}`, dpop: proof })),
      /^401 DPoP error="invalid_token"/,
    )
  })

  it('looks at what was asked for where a router has changed the address', async () => {
    const headers = await proven()
    await api.check(asked(headers, { url: '/', originalUrl: '/income?year=2025' }))
  })

  it('takes one with its certificate, and refuses it with another and without', async () => {
    const [right, other] = [await certificate({}), await certificate({})]
    const authorization = `Bearer ${await bound({ 'x5t#S256': right.thumbprint })}`
    await api.check(asked({ authorization, 'client-cert': right.pem }))
    for (const shown of [{ 'client-cert': other.pem }, { 'client-cert': 'none' }, {}])
      assert.match(await refused(asked({ authorization, ...shown })), /^401 Bearer error="invalid_token"/)
  })

  it('refuses one that is bound in a way it does not know', async () => {
    const authorization = `Bearer ${await bound({ other: 'x' })}`
    assert.match(await refused(asked({ authorization })), /^401 Bearer error="invalid_token"/)
  })
})
