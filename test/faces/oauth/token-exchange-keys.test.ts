import assert from 'node:assert/strict'
import { judgeOfClientCertificates } from '../../../adapters/x509/client-certificates.ts'
import { clientCertificate } from '../../../server/http/client-certificate.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import { openBrowser } from '../../support/browser.ts'
import { authority, certificate, pemOf } from '../../support/client-certificates.ts'
import { onEachDatabase } from '../../support/database.ts'
import { exchangeForm } from '../../support/exchange.ts'
import { type FapiClient, openFapiClient } from '../../support/fapi-client.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { openProver, type Prover } from '../../support/proofs.ts'
import { requestOf, verifier } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const ca = await authority('Test Client CA')
const shown = await certificate({ issuer: ca })

const certificates = ({ publicUrl, clock }: { publicUrl: string; clock: Clock }) => ({
  origin: publicUrl,
  shownIn: clientCertificate({ trusted: 1, header: 'Client-Cert' }),
  ...judgeOfClientCertificates({ clock, roots: undefined, more: [pemOf(ca)] }),
})

onEachDatabase('a token that is bound to a key', database => {
  const server = sharedOAuthServer(database, { certificates })
  let owner: Prover
  let processor: Prover
  let fapi: FapiClient
  let fapiProcessor: FapiClient

  before(async () => {
    owner = await openProver()
    processor = await openProver()
    await owner.ready(server)
    await processor.ready(server)
    fapi = await openFapiClient(server, server.fapi, server.privateKey, owner)
    fapiProcessor = await openFapiClient(server, server.fapiProcessor, server.privateKey, processor)
  })

  /** Of a client whose tokens are bound to the key of its proofs. */
  const boundToken = async (): Promise<string> => {
    const asked = new URLSearchParams(requestOf(server.bound))
    const { location } = await openBrowser().visit(`${server.publicUrl}/authorize?${asked}`)
    const code = new URL(location ?? 'about:blank').searchParams.get('code') ?? ''
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://rp.example/cb',
      code_verifier: verifier,
    }
    return String((await owner.post(server, '/token', { client: server.bound, form })).json.access_token)
  }
  const plain = async () => (await obtainTokens(await discover(server, server.web), server.web)).access_token

  it('T1: is exchanged for one that is bound to the key of the processor, and for none without', async () => {
    const token = await boundToken()
    const form = exchangeForm(token)
    const bare = await post(server, '/token', { client: server.processor, form })
    assert.deepEqual([bare.status, bare.json.error], [400, 'invalid_request'], bare.text)
    const { status, json } = await processor.post(server, '/token', { client: server.processor, form })
    assert.deepEqual([status, json.token_type], [200, 'DPoP'])
    const told = await introspect(server, String(json.access_token))
    assert.deepEqual([told.cnf, told.token_type], [{ jkt: processor.thumbprint }, 'DPoP'])
    assert.notEqual(processor.thumbprint, owner.thumbprint)
    const { grant_id: id } = told
    const uses = (await server.core.showGrant({ id: id as never, reader: server.kari.id })).uses
    assert.equal(uses.length, 1)
  })

  it('T1: is what a processor gets that proves a key, also for a token that was not bound', async () => {
    const form = exchangeForm(await plain())
    const { json } = await processor.post(server, '/token', { client: server.processor, form })
    assert.equal(json.token_type, 'DPoP')
    const again = await post(server, '/token', {
      client: server.subProcessor,
      form: exchangeForm(String(json.access_token)),
    })
    assert.deepEqual([again.status, again.json.error], [400, 'invalid_request'])
  })

  it('T1: is exchanged once for each proof, and the same proof again is refused', async () => {
    const form = exchangeForm(await plain())
    const headers = { dpop: await processor.prove({ htu: `${server.publicUrl}/token` }) }
    const send = () => post(server, '/token', { client: server.processor, form, headers })
    assert.equal((await send()).status, 200)
    assert.equal((await send()).status, 400)
    const wrong = { dpop: await processor.prove({ htu: `${server.publicUrl}/par` }) }
    const { json } = await post(server, '/token', { client: server.processor, form, headers: wrong })
    assert.equal(json.error, 'invalid_dpop_proof')
  })

  it('T1: is exchanged under FAPI 2.0, of both clients', async () => {
    const { access_token: token } = await fapi.tokens()
    const { status, json } = await fapiProcessor.token(exchangeForm(String(token)))
    assert.deepEqual([status, json.token_type], [200, 'DPoP'], JSON.stringify(json))
    const told = await introspect(server, String(json.access_token))
    assert.deepEqual(told.act, { sub: 'fapi-processor', client_id: 'fapi-processor' })
    assert.deepEqual(told.cnf, { jkt: processor.thumbprint })
    const unsaid = await post(server, '/token', {
      form: await fapiProcessor.authenticated(exchangeForm(String(token))),
    })
    assert.equal(unsaid.status, 400)
    assert.equal(unsaid.json.access_token, undefined)
  })

  it('T1: is bound to the certificate of a processor that shows one', async () => {
    await server.clientStore.save({
      ...server.processor,
      id: 'shows-certificate',
      version: 0,
      secrets: [],
      authentication: 'tls_client_auth',
      boundTokens: 'mtls',
      certificateSubject: { member: 'tls_client_auth_subject_dn', value: 'CN=bank,O=Demobanken,C=NO' },
      mayActFor: ['bound'],
    })
    const form = { ...exchangeForm(await boundToken()), client_id: 'shows-certificate' }
    const headers = { 'client-cert': shown.header }
    const { status, json, text } = await post(server, '/token', { form, headers })
    assert.equal(status, 200, text)
    const { cnf } = await introspect(server, String(json.access_token))
    assert.deepEqual(Object.keys(cnf as object), ['x5t#S256'])
  })
})
