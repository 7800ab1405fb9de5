import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import * as openid from 'openid-client'
import { judgeOfClientCertificates } from '../../../adapters/x509/client-certificates.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import { underFapi2 } from '../../../server/domain/registry/fapi2.ts'
import { clientCertificate } from '../../../server/http/client-certificate.ts'
import { openBrowser } from '../../support/browser.ts'
import {
  authority,
  certificate,
  forServers,
  pemOf,
  type ShownCertificate,
} from '../../support/client-certificates.ts'
import { onEachDatabase } from '../../support/database.ts'
import { introspect, post } from '../../support/oauth-client.ts'
import { linkTo, requestOf, verifier } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const ca = await authority('Test Client CA')
const strangers = await authority('Test Client CA')
const bank = await certificate({ issuer: ca })
const renewed = await certificate({ issuer: ca })
const other = await certificate({ issuer: ca, subject: { C: 'NO', O: 'Demobanken', CN: 'other' } })
const own = await certificate({ subject: { CN: 'self' } })
const machine = { grant_type: 'client_credentials', scope: 'debt.read' }

const asking =
  (trusted: number | readonly string[], header = 'Client-Cert') =>
  ({ publicUrl, clock }: { publicUrl: string; clock: { now(): Date } }) => ({
    origin: publicUrl,
    shownIn: clientCertificate({ trusted, header }),
    ...judgeOfClientCertificates({ clock, roots: undefined, more: [pemOf(ca)] }),
  })

onEachDatabase('clients that show certificates', database => {
  const server = sharedOAuthServer(database, { certificates: asking(1) })

  const save = async (id: string, changes: Partial<Client>) =>
    server.clientStore.save({
      ...server.web,
      id,
      version: 0,
      secrets: [],
      authentication: 'tls_client_auth',
      boundTokens: 'mtls',
      certificateSubject: { member: 'tls_client_auth_subject_dn', value: 'CN=bank,O=Demobanken,C=NO' },
      ...changes,
    })

  beforeEach(async () => {
    await save('bank', {})
    await save('self', {
      authentication: 'self_signed_tls_client_auth',
      certificateSubject: undefined,
      keys: [{ ...own.jwk, kid: 'own', alg: 'ES256', x5c: [own.base64] }],
    })
  })

  const ask = (shown: ShownCertificate | undefined, form: Record<string, string>, path = '/token') =>
    post(server, path, {
      client: { id: form.client_id ?? 'bank' },
      form: { client_id: 'bank', ...form },
      headers: shown ? { 'client-cert': shown.header } : {},
    })

  const userinfo = (token: string, shown?: ShownCertificate) =>
    fetch(`${server.publicUrl}/userinfo`, {
      headers: { authorization: `Bearer ${token}`, ...(shown && { 'client-cert': shown.header }) },
    })

  const tokens = async (scope = 'openid offline_access debt.read') => {
    const wanted = requestOf({ id: 'bank' }, { scope })
    const { json } = await ask(bank, wanted, '/par')
    const { location } = await openBrowser().visit(linkTo(server, 'bank', json.request_uri))
    const code = new URL(location ?? '').searchParams.get('code') ?? ''
    const form = { grant_type: 'authorization_code', code, code_verifier: verifier }
    return ask(bank, { ...form, redirect_uri: 'https://rp.example/cb' })
  }

  it('are told where they are asked for them', async () => {
    const told = (await (
      await fetch(`${server.publicUrl}/.well-known/oauth-authorization-server`)
    ).json()) as Record<string, unknown>
    assert.equal(told.tls_client_certificate_bound_access_tokens, true)
    const aliases = told.mtls_endpoint_aliases as Record<string, string>
    assert.equal(aliases.token_endpoint, `${server.publicUrl}/token`)
    assert.equal(aliases.pushed_authorization_request_endpoint, `${server.publicUrl}/par`)
    for (const way of ['tls_client_auth', 'self_signed_tls_client_auth'])
      assert.ok((told.token_endpoint_auth_methods_supported as string[]).includes(way))
  })

  it('M1: are known by them, and get tokens that are bound to them', async () => {
    const { status, json } = await ask(bank, machine)
    assert.deepEqual([status, json.token_type], [200, 'Bearer'])
    const { cnf, token_type } = await introspect(server, String(json.access_token))
    assert.deepEqual([cnf, token_type], [{ 'x5t#S256': bank.thumbprint }, 'Bearer'])
    assert.equal((await ask(own, { ...machine, client_id: 'self' })).status, 200)
  })

  it('M2, M3: are refused by another certificate, by one that is over, and by one of strangers', async () => {
    const wrongs = [
      other,
      undefined,
      own,
      await certificate({ issuer: ca, until: new Date('2021-01-01T00:00:00Z') }),
      await certificate({ issuer: strangers }),
      await certificate({}),
      await certificate({ issuer: ca, purpose: forServers }),
    ]
    for (const [index, wrong] of wrongs.entries()) {
      const { status, json } = await ask(wrong, machine)
      assert.deepEqual([status, json.error], [401, 'invalid_client'], String(index))
    }
    assert.equal((await ask(bank, { ...machine, client_id: 'self' })).status, 401)
  })

  it('M2: are known by a host name alone when they are registered so', async () => {
    await save('host', { certificateSubject: { member: 'tls_client_auth_san_dns', value: 'bank.example' } })
    const named = await certificate({ issuer: ca, host: 'bank.example' })
    assert.equal((await ask(named, { ...machine, client_id: 'host' })).status, 200)
    for (const host of ['other.example', '*.example'])
      assert.equal(
        (await ask(await certificate({ issuer: ca, host }), { ...machine, client_id: 'host' })).status,
        401,
      )
    assert.equal((await ask(bank, { ...machine, client_id: 'host' })).status, 401)
  })

  it('M4: show the same one at userinfo', async () => {
    const { json } = await tokens()
    const token = String(json.access_token)
    assert.equal((await userinfo(token, bank)).status, 200)
    for (const wrong of [other, undefined]) {
      const response = await userinfo(token, wrong)
      assert.equal(response.status, 401)
      assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
    }
  })

  it('M4: show the same one where they manage their grants', async () => {
    const { json } = await ask(bank, { grant_type: 'client_credentials', scope: 'grant_management_query' })
    const managing = (shown?: Pick<ShownCertificate, 'header'>) =>
      fetch(`${server.publicUrl}/grants/00000000-0000-7000-8000-00000000ffff`, {
        headers: {
          authorization: `Bearer ${String(json.access_token)}`,
          ...(shown && { 'client-cert': shown.header }),
        },
      })
    assert.equal((await managing(bank)).status, 404)
    for (const wrong of [other, undefined]) assert.equal((await managing(wrong)).status, 401)
    assert.equal((await managing({ header: ':AAAA:' })).status, 400)
  })

  it('M5: may renew it between two refreshes', async () => {
    const { json } = await tokens()
    const form = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
    const again = await ask(renewed, form)
    assert.equal(again.status, 200)
    const { cnf } = await introspect(server, String(again.json.access_token))
    assert.deepEqual(cnf, { 'x5t#S256': renewed.thumbprint })
    assert.equal((await ask(other, form)).status, 401)
  })

  it('are what openid-client shows, at the addresses for that', async () => {
    const showing: openid.CustomFetch = (url, { body, headers, method, redirect, signal }) =>
      fetch(url, {
        body: body as never,
        method,
        redirect,
        signal: signal ?? null,
        headers: { ...(headers as Record<string, string>), 'client-cert': bank.header },
      })
    const configuration = await openid.discovery(
      new URL(server.publicUrl),
      'bank',
      { use_mtls_endpoint_aliases: true },
      openid.TlsClientAuth(),
      { execute: [openid.allowInsecureRequests], [openid.customFetch]: showing },
    )
    const { access_token } = await openid.clientCredentialsGrant(configuration, { scope: 'debt.read' })
    assert.equal((await introspect(server, access_token)).active, true)
  })

  it('M7: are refused when a proxy names two, or something else', async () => {
    const body = new URLSearchParams({ ...machine, client_id: 'bank' })
    const twice = await fetch(`${server.publicUrl}/token`, {
      method: 'POST',
      headers: [
        ['client-cert', bank.header],
        ['client-cert', bank.header],
      ],
      body,
    })
    assert.equal(twice.status, 400)
    const garbled = await fetch(`${server.publicUrl}/token`, {
      method: 'POST',
      headers: { 'client-cert': ':AAAA:' },
      body,
    })
    assert.equal(garbled.status, 400)
  })

  it('may keep to fapi2 with them', async () => {
    const { web } = server
    const client = underFapi2({
      ...web,
      authentication: 'tls_client_auth' as const,
      boundTokens: 'mtls' as const,
    })
    await save('safe', { ...client, id: 'safe', secrets: [], version: 0 })
    const form = requestOf({ id: 'safe' })
    assert.equal((await ask(bank, form, '/par')).status, 201)
    assert.equal((await post(server, '/par', { client: { id: 'safe' }, form })).status, 401)
  })

  it('sign their requests with a key that is registered beside the certificate', async () => {
    await save('signer', {
      keys: [{ ...own.jwk, kid: 'requests', alg: 'ES256' }],
      signsRequests: true,
      requestAlgorithm: 'ES256',
    })
    const push = async ({ key }: ShownCertificate) => {
      const claims = { iss: 'signer', aud: server.publicUrl, ...requestOf({ id: 'signer' }) }
      const request = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'requests', typ: 'oauth-authz-req+jwt' })
        .setNotBefore('0s')
        .setExpirationTime('1m')
        .sign(createPrivateKey(key))
      return ask(bank, { client_id: 'signer', request }, '/par')
    }
    const { status, json } = await push(own)
    assert.equal(status, 201, JSON.stringify(json))
    const { location } = await openBrowser().visit(linkTo(server, 'signer', json.request_uri))
    assert.ok(new URL(location ?? '').searchParams.get('code'), location ?? '')
    assert.equal((await push(other)).json.error, 'invalid_request_object')
    assert.equal((await ask(bank, requestOf({ id: 'signer' }), '/par')).json.error, 'invalid_request')
  })
})

onEachDatabase('clients that come past the proxy', database => {
  const server = sharedOAuthServer(database, { certificates: asking(['10.0.0.0/8']) })

  const overTls = async (shown: ShownCertificate | undefined, headers: Record<string, string> = {}) => {
    const front = await certificate({ issuer: ca, purpose: forServers, host: 'localhost' })
    const listener = createServer(
      { cert: front.pem, key: front.key, requestCert: true, rejectUnauthorized: false },
      server.handle,
    )
    await new Promise<void>(listening => listener.listen(0, '127.0.0.1', listening))
    const { port } = listener.address() as AddressInfo
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          path: '/token',
          method: 'POST',
          ca: pemOf(ca),
          servername: 'localhost',
          ...(shown && { cert: shown.pem, key: shown.key }),
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        },
        answer => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      asked.on('error', reject).end(new URLSearchParams({ ...machine, client_id: 'bank' }).toString())
    })
    listener.closeAllConnections()
    listener.close()
    return status
  }

  beforeEach(() =>
    server.clientStore.save({
      ...server.web,
      id: 'bank',
      version: 0,
      secrets: [],
      authentication: 'tls_client_auth',
      boundTokens: 'mtls',
      certificateSubject: { member: 'tls_client_auth_subject_dn', value: 'CN=bank,O=Demobanken,C=NO' },
    }),
  )

  it('M6, S24: are not believed what they write into its header', async () => {
    const { status } = await post(server, '/token', {
      client: { id: 'bank' },
      form: { ...machine, client_id: 'bank' },
      headers: { 'client-cert': bank.header },
    })
    assert.equal(status, 401)
    assert.equal(await overTls(other, { 'client-cert': bank.header }), 401)
  })

  it('M1, M2: are known by what they show as they connect', async () => {
    assert.equal(await overTls(bank), 200)
    assert.equal(await overTls(other), 401)
    assert.equal(await overTls(undefined), 401)
  })
})
