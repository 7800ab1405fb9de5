import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import { decodeJwt, exportJWK } from 'jose'
import { person as personOf } from '../../../server/domain/party.ts'
import { answering, altinnWorld, paths, scopes, urnOf } from '../altinn-world.ts'
import { type Parts, type Dialects, elhubCall, tokensAtHouse } from '../dialects.ts'
import { goodDocument } from '../elhub-documents.ts'
import { answerOf, glns, goodRequest, grants, nin, requests } from '../elhub-world.ts'
import { eventReader, receiversOf } from '../event-reader.ts'
import { agreementScope, api, gjeldWorld, presentation } from '../gjeld-world.ts'
import { jwtBearer } from '../maskinporten.ts'
import { exchangeForm } from '../exchange.ts'
import { callback, visitor } from '../portal-visitor.ts'
import { openProver } from '../proofs.ts'
import { type NastyBody, nastyForm, nastyJson } from './nasty-bodies.ts'

/** An endpoint that takes a body, and a good one for it. */
export interface Door {
  readonly name: string
  readonly bodies: () => readonly NastyBody[]
  /** Whether the good body is taken; others are refused at the last step, for a token that nobody has. */
  readonly opens: boolean
  readonly isTaken: () => Promise<Response>
  readonly send: (text: string) => Promise<Response>
}

interface Sending {
  readonly method?: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Doors whose good body names what nobody has: it is refused when everything else of it was looked at. */
const refusedAtLast = [
  'the use of a grant',
  'an answer to a wish for deletion',
  'a token by a code',
  'a token by a refresh token',
  'logging out',
  'introspection at Maskinporten',
  'a token of Maskinporten',
  'an answer at Elhub',
  'a logout elsewhere',
  'a withdrawal',
  'an answer at the pages',
]

/** Longer than any answer may take. */
const patience = 10_000

type Form = Readonly<Record<string, string>>

/** A door for each endpoint of every face that takes a body, and for the claims and headers of each signed one. */
export async function doorsOf(parts: Parts, given: Dialects): Promise<readonly Door[]> {
  const { app, maskinporten, pid } = parts
  const { clients, issuers, authorizationDetails } = await app.demoJson()
  const { example } = authorizationDetails as { readonly example: object }
  const authorization_details = JSON.stringify([example])
  const { web, machine, machineKey, processor, resourceServer } = clients.oauth!
  const authorization = {
    client_id: web!.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid income.read',
    state: 'a-long-enough-state',
    nonce: 'a-nonce',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    claims: '{}',
    login_hint: 'x',
    max_age: '1',
    ui_locales: 'nb',
    authorization_details,
    grant_management_action: 'create',
  }
  const { A } = clients.gjeld!
  const { O1, elhubSupplier1, elhubSystem } = maskinporten.clients
  const altinn = await altinnWorld(app)
  const gjeld = gjeldWorld(issuers.gjeld!)

  const sender =
    (path: string, { method = 'POST', type = 'application/json', headers = {} }: Sending = {}) =>
    (text: string): Promise<Response> =>
      fetch(new URL(path, app.publicUrl), {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        headers: { 'content-type': type, 'user-agent': 'fuzz/1', ...headers },
        body: text,
      })
  const json = (name: string, good: unknown, send: Door['send']): Door => ({
    name,
    bodies: () => nastyJson(good),
    opens: !refusedAtLast.includes(name),
    isTaken: () => send(JSON.stringify(good)),
    send,
  })
  const form = (name: string, good: Form, path: string, headers: Form = {}): Door => {
    const send = sender(path, { type: 'application/x-www-form-urlencoded', headers })
    return {
      name,
      bodies: () => nastyForm(good),
      opens: !refusedAtLast.includes(name),
      isTaken: () => send(new URLSearchParams(good).toString()),
      send,
    }
  }
  const basic = ({ client_id: id, client_secret: secret }: { client_id: string; client_secret: string }) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  const oauthConsent = await given.oauth()
  const { find, save } = app.stores.clients
  await save({
    ...(await find(processor!.client_id))!,
    detailTypes: (await find(web!.client_id))?.detailTypes,
  })
  const subjectToken = String((await tokensAtHouse(parts, { authorization_details })).access_token)
  const altinnRequest = await altinn.asked({ from: urnOf({ nin: pid }) })
  const giver = await app.stores.parties.findOrAdd(personOf(pid))
  const { receiver } = await receiversOf(app)
  const deletionToken = await eventReader(app.publicUrl).tokenOf({ ...receiver, scope: 'deletion.answer' })
  const altinnConsent = await altinn.asked({ from: urnOf({ nin: pid }) })
  await answering(app).accept(altinnConsent, giver.id)
  const elhub = await elhubCall(app, maskinporten, {
    path: requests,
    json: goodRequest({ requestedFrom: nin(pid), requestedTo: nin(pid) }),
  })
  const elhubGrant = await given.elhub()
  const supplier = {
    ...bearer(await maskinporten.tokenFor(elhubSupplier1, 'elhub:balancesupplier')),
    SenderGLN: glns.bs,
  }
  const system = bearer(await maskinporten.tokenFor(elhubSystem, 'elhub:system'))

  /** A door behind which a JWT lies: its claims, or its header, are written by the caller. */
  const signed = (name: string, { claims, header, key, post }: Signed): readonly Door[] => {
    const send = async (head: string, body: string) => post(compact(key, { head, body }))
    const [head, body] = [() => JSON.stringify(header), () => JSON.stringify(fresh(claims()))]
    return [
      json(`the claims of ${name}`, claims(), text => send(head(), withFreshId(text))),
      json(`the header of ${name}`, header, text => send(text, body())),
    ]
  }
  const fresh = (claims: Readonly<Record<string, unknown>>) => ({ ...claims, jti: app.stores.ids.uuid() })
  /** A body that is as it was, but for an id that was not used yet. */
  const withFreshId = (text: string) =>
    text.replace(/"jti":"fuzz-[^"]*"/, () => `"jti":"${app.stores.ids.uuid()}"`)
  const times = () => {
    const now = Math.floor(app.clock.now().getTime() / 1000)
    return { iat: now, exp: now + 60, jti: `fuzz-${now}` }
  }

  const prover = await openProver()
  await prover.ready(app)
  const proven = decodeJwt(await prover.prove({ htu: `${app.publicUrl}/par` }))
  const { trustedIssuer } = altinn
  const browser = visitor(app.publicUrl)
  await browser.logIn(await browser.open('/consents'), pid)
  const cookie = browser.cookies()
  return [
    form(
      'a token by client credentials',
      { grant_type: 'client_credentials', scope: 'income.read' },
      '/token',
      basic(machine!),
    ),
    form(
      'a token by a code',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: callback, code_verifier: 'a'.repeat(43) },
      '/token',
      basic(web!),
    ),
    form(
      'a token by a refresh token',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      '/token',
      basic(web!),
    ),
    form(
      'a token by another token',
      exchangeForm(subjectToken, { scope: 'income.read', authorization_details }),
      '/token',
      basic(processor!),
    ),
    form(
      'introspection',
      { token: 'x', token_type_hint: 'access_token' },
      '/introspect',
      basic(resourceServer!),
    ),
    form('revocation', { token: 'x' }, '/revoke', basic(web!)),
    form('an authorization', authorization, '/authorize'),
    form('an authorization that is pushed', authorization, '/par', basic(web!)),
    ...signed('a proof of possession', {
      claims: () => ({ ...proven, ...times() }),
      header: { typ: 'dpop+jwt', alg: 'ES256', jwk: prover.jwk },
      key: { jwk: await exportJWK(prover.privateKey) },
      post: dpop =>
        sender('/par', {
          type: 'application/x-www-form-urlencoded',
          headers: { ...basic(web!), dpop },
        })(new URLSearchParams(authorization).toString()),
    }),
    form(
      'logging out',
      { client_id: web!.client_id, state: 'x', post_logout_redirect_uri: callback },
      '/logout',
    ),
    ...signed('a client assertion', {
      claims: () => ({
        iss: machineKey!.client_id,
        sub: machineKey!.client_id,
        aud: issuers.oauth!,
        ...times(),
      }),
      header: { alg: machineKey!.jwk.alg, kid: machineKey!.jwk.kid },
      key: machineKey!,
      post: assertion =>
        sender('/token', { type: 'application/x-www-form-urlencoded' })(
          new URLSearchParams({
            grant_type: 'client_credentials',
            scope: 'income.read',
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: assertion,
          }).toString(),
        ),
    }),
    json(
      'the use of a grant',
      { token: 'x', what: 'Looked' },
      sender(`/grants/${oauthConsent.grantId}/uses`, { headers: basic(resourceServer!) }),
    ),
    json(
      'an answer to a wish for deletion',
      { status: 'refused', basis: 'Law', language: 'en' },
      sender(`/grants/${oauthConsent.grantId}/deletion`, { headers: bearer(deletionToken) }),
    ),
    form(
      'a token of the debt service',
      {
        grant_type: 'client_credentials',
        scope: presentation,
        audience: `${issuers.gjeld!.replace(/\/$/, '')}${api.debt}`,
      },
      `${issuers.gjeld!}oauth2/token`,
      basic(A!),
    ),
    json(
      'an agreement',
      { nin: pid, scope_of_consent: presentation, consent_duration_days: 100, client_consent_id: 'fuzz' },
      sender(`${gjeld.base}${api.agreement}`, {
        method: 'PUT',
        headers: bearer(await gjeld.machine(A!, agreementScope, 'agreement')),
      }),
    ),
    form('introspection at Maskinporten', { token: 'x' }, `${maskinporten.issuer}introspect`),
    form(
      'a token of Maskinporten',
      { grant_type: jwtBearer, assertion: 'x.y.z' },
      `${maskinporten.issuer}token`,
    ),
    ...signed('an assertion to Maskinporten', {
      claims: () => ({
        iss: O1.client_id,
        aud: maskinporten.issuer,
        scope: scopes.read,
        ...times(),
        resource: 'https://api.example',
        authorization_details: [{ type: 'urn:altinn:consent', id: altinnConsent, from: urnOf({ nin: pid }) }],
      }),
      header: { alg: O1.jwk.alg, kid: O1.jwk.kid, typ: 'JWT' },
      key: O1,
      post: assertion =>
        sender(`${maskinporten.issuer}token`, { type: 'application/x-www-form-urlencoded' })(
          new URLSearchParams({ grant_type: jwtBearer, assertion }).toString(),
        ),
    }),
    json(
      'a request at Altinn',
      altinn.body({ from: urnOf({ nin: pid }) }),
      sender(paths.requests, { headers: bearer(await altinn.machine(scopes.write)) }),
    ),
    json(
      'a look-up at Altinn',
      { id: altinnConsent, from: urnOf({ nin: pid }), to: urnOf(altinn.parties.O1) },
      sender(paths.lookUp, { headers: bearer(await altinn.machine(scopes.lookUp)) }),
    ),
    json(
      'a yes at Altinn',
      { language: 'nb' },
      sender(`${paths.endUser}/consentrequests/${altinnRequest}/accept`, {
        headers: bearer(await altinn.endUser(giver.id)),
      }),
    ),
    ...signed('a bearer token at Altinn', {
      claims: () => ({
        iss: trustedIssuer.issuer,
        scope: scopes.read,
        client_id: 'a-client-of-tests',
        consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${altinn.parties.O1.orgno}` },
        ...times(),
      }),
      header: { alg: 'RS256', kid: trustedIssuer.jwk.kid },
      key: trustedIssuer,
      post: token =>
        fetch(`${app.publicUrl}${paths.requests}/${altinnRequest}`, {
          signal: AbortSignal.timeout(patience),
          headers: bearer(token),
        }),
    }),
    json(
      'a request at Elhub',
      goodRequest({ requestedFrom: nin(pid), requestedTo: nin(pid) }),
      sender(requests, { headers: supplier }),
    ),
    json(
      'a document at Elhub',
      goodDocument({ requestedFrom: nin(pid), requestedTo: nin(pid) }),
      sender('/access/v0/authorization-documents', { headers: supplier }),
    ),
    json(
      'an answer at Elhub',
      answerOf(elhub.json.data.id, 'Rejected'),
      sender(`${requests}/${elhub.json.data.id}`, { method: 'PATCH', headers: system }),
    ),
    json(
      'the use of a grant of Elhub',
      { data: { id: elhubGrant.grantId, type: 'AuthorizationGrant', attributes: { status: 'Exhausted' } } },
      sender(`${grants}/${elhubGrant.grantId}`, { method: 'PATCH', headers: system }),
    ),
    form('a logout elsewhere', { logout_token: 'x.y.z' }, '/login/backchannel-logout'),
    json('the clock of the demo', { advanceSeconds: 0 }, sender('/demo/clock')),
    form('a withdrawal', { decision: 'x' }, `/consents/${oauthConsent.grantId}/withdraw`, { cookie }),
    form('an answer at the pages', { decision: 'x', shown: 'x' }, `/requests/${altinnRequest}`, { cookie }),
  ]
}

interface Key {
  /** The private one. */
  readonly jwk: object
}

interface Signed {
  readonly claims: () => Readonly<Record<string, unknown>>
  readonly header: Readonly<Record<string, unknown>>
  readonly key: Key
  readonly post: (compact: string) => Promise<Response>
}

/** Signed over exactly these texts, whatever they are. */
function compact({ jwk }: Key, { head, body }: { readonly head: string; readonly body: string }): string {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
  const data = [head, body].map(part => Buffer.from(part).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' })
  return `${data}.${signature.toString('base64url')}`
}
