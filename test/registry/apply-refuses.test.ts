import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { onEachDatabase } from '../support/database.ts'
import { applyFile, everywhere, gjeldClient, goodFile } from '../support/registry-file.ts'
import { storesOn } from '../support/stores.ts'

type Changes = Readonly<Record<string, unknown>>

const publicKey = (jwk: Changes, changes: Changes = {}) => {
  const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = jwk
  return { ...open, kid: 'one', ...changes }
}
const ec = (namedCurve: string, changes: Changes = {}) =>
  publicKey(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' }) as Changes, changes)
const rsa = (modulusLength: number, changes: Changes = {}) =>
  publicKey(
    generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' }) as Changes,
    changes,
  )
const good = ec('P-256', { alg: 'ES256' })

const withClient = (changes: Changes) => {
  const file = goodFile()
  return { ...file, clients: [{ ...file.clients[0], ...changes }] }
}
const withKeys = (...keys: Changes[]) => withClient({ authentication: 'private_key_jwt', secrets: [], keys })
const underFapi2 = (changes: Changes) =>
  withClient({ profile: 'fapi2', authentication: 'private_key_jwt', secrets: [], keys: [good], ...changes })
const exchanging = { grant_types: ['token-exchange'], redirect_uris: [], purposes: [] }
const withRedirect = (uri: string) => withClient({ redirect_uris: [uri] })
const withResource = (changes: Changes) => {
  const file = goodFile()
  return { ...file, resources: [{ ...file.resources[0], ...changes }] }
}
const withPurpose = (changes: Changes) => {
  const file = goodFile()
  return { ...file, purposes: [{ ...file.purposes[0], ...changes }] }
}

const redirects = Object.fromEntries(
  [
    'bank.example/cb',
    '/cb',
    '',
    'http://bank.example/cb',
    'http://localhost.bank.example/cb',
    'https://bank.example/cb#',
    'https://bank.example/cb#x',
    'https://user@bank.example/cb',
    'https://user:word@bank.example/cb',
    'https:bank.example/cb',
    'https:///cb',
    'https://',
    'https://bank.example/c b',
    ' https://bank.example/cb',
    'https://bank.example/cb ',
    'https://bank.example\\cb',
    'https://bånk.example/cb',
    'https://bank.example/%zz',
    'https://bank.example/"cb"',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'bank:/cb',
    'bank.example:8443/cb',
    '*',
  ].map(uri => [
    `the redirect address «${uri}»`,
    [withRedirect(uri), /^f:\d+: clients\[0\]\.redirect_uris\[0\]: /],
  ]),
) as Record<string, [object, RegExp]>

const keys: Record<string, [object, RegExp]> = {
  'no key at all': [withKeys(), /clients\.bank: keys: must hold one/],
  'keys of a client with a secret': [
    withClient({ keys: [good] }),
    /clients\.bank: keys: are for private_key_jwt, tls_client_auth, self_signed_tls_client_auth, not for/,
  ],
  'a private key': [withKeys({ ...good, d: 'x' }), /clients\[0\]\.keys\[0\]: must be a public key/],
  'a part of a private key': [withKeys({ ...good, p: 'x' }), /clients\[0\]\.keys\[0\]: must be a public key/],
  'a symmetric key': [
    withKeys({ kty: 'oct', k: 'eA', alg: 'HS256', kid: 'one' }),
    /clients\[0\]\.keys\[0\]: /,
  ],
  'a symmetric algorithm': [
    withKeys({ ...good, alg: 'HS256' }),
    /keys\[0\]: the key one must be for ES256, /,
  ],
  'no algorithm of signatures': [withKeys({ ...good, alg: 'none' }), /keys\[0\]: the key one must be for/],
  'an algorithm that is not taken': [
    withKeys(ec('P-384', { alg: 'ES384' })),
    /keys\[0\]: the key one must be/,
  ],
  'a curve of another algorithm': [withKeys(ec('P-384', { alg: 'ES256' })), /keys\[0\]: the key one must be/],
  'a point beside the curve': [
    withKeys({ ...good, x: (good as Changes).y }),
    /keys\[0\]: the key one must be/,
  ],
  'a coordinate that is missing': [withKeys({ ...good, y: undefined }), /keys\[0\]: the key one must be/],
  'RSA for a curve': [withKeys(rsa(2048, { alg: 'ES256' })), /keys\[0\]: the key one must be/],
  'a short RSA key': [withKeys(rsa(1024, { alg: 'RS256' })), /keys\[0\]: the key one must be .* 2048/],
  'a key for encryption': [withKeys({ ...good, use: 'enc' }), /keys\[0\]: the key one must be for verifying/],
  'a key for signing': [
    withKeys({ ...good, key_ops: ['sign'] }),
    /keys\[0\]: the key one must be for verifying/,
  ],
  'a certificate chain that is none': [
    withKeys({ ...good, x5c: 'x' }),
    /clients\.bank: .*x5c must be an array/,
  ],
  'two keys of one name': [
    withKeys(good, ec('P-256', { alg: 'ES256' })),
    /keys\[0\]: the key one stands at the same client/,
  ],
  'a key without a name': [withKeys({ ...good, kid: '' }), /clients\[0\]\.keys\[0\]\.kid: /],
  'an end of a key that nobody heeds': [
    withKeys({ ...good, 'samtykke:lapses': '2030-01-01T00:00:00Z' }),
    /keys\[0\]: the key one has samtykke:lapses, which counts for jwt-bearer only/,
  ],
  'keys that stand elsewhere': [
    withClient({ jwks_uri: 'http://169.254.169.254/' }),
    /clients\[0\]\.jwks_uri: is not a member/,
  ],
}

const clients: Record<string, [object, RegExp]> = {
  'an id with a colon': [withClient({ id: 'a:b' }), /clients\[0\]\.id: /],
  'an id with a space': [withClient({ id: 'a b' }), /clients\[0\]\.id: /],
  'an id that is not ASCII': [withClient({ id: 'bånk' }), /clients\[0\]\.id: /],
  'a face that is none': [
    withClient({ face: 'oath' }),
    /clients\.bank: face: there are no clients at a face oath/,
  ],
  'a face without clients': [withClient({ face: 'altinn' }), /clients\.bank: face: there are no clients/],
  'authentication that its face does not take': [
    withClient({ face: 'gjeld', authentication: 'client_secret_post' }),
    /clients\.bank: authentication: must be client_secret_basic at gjeld/,
  ],
  'a secret under fapi2': [
    withClient({ profile: 'fapi2' }),
    /clients\.bank: authentication: must be private_key_jwt, tls_client_auth, self_signed_tls_client_auth under fapi2/,
  ],
  'an address on this machine under fapi2': [
    underFapi2({ redirect_uris: ['http://localhost/cb'] }),
    /clients\.bank: redirect_uris\[0\]: must be an https address under fapi2/,
  ],
  'a key for RS256 under fapi2': [
    underFapi2({ keys: [rsa(2048, { alg: 'RS256' })] }),
    /clients\.bank: keys\[0\]: must be for ES256, PS256, EdDSA, Ed25519 under fapi2/,
  ],
  'tokens that are not bound under fapi2': [
    underFapi2({ dpop_bound_access_tokens: false }),
    /clients\.bank: dpop_bound_access_tokens: cannot be left out under fapi2/,
  ],
  'a certificate that is known by no name': [
    withClient({ authentication: 'tls_client_auth', secrets: [] }),
    /clients\.bank: tls_client_auth requires one of/,
  ],
  'a certificate that is known by two names': [
    withClient({
      authentication: 'tls_client_auth',
      secrets: [],
      tls_client_auth_subject_dn: 'CN=bank',
      tls_client_auth_san_dns: 'bank.example',
    }),
    /clients\.bank: tls_client_auth_san_dns: cannot stand beside tls_client_auth_subject_dn/,
  ],
  'a name of a certificate that is none': [
    withClient({ authentication: 'tls_client_auth', secrets: [], tls_client_auth_subject_dn: 'bank' }),
    /clients\[0\]\.tls_client_auth_subject_dn: must be a distinguished name/,
  ],
  'a name of a certificate beside a secret': [
    withClient({ tls_client_auth_san_dns: 'bank.example' }),
    /clients\.bank: tls_client_auth_san_dns: is for tls_client_auth, not for/,
  ],
  'a certificate of its own that is not there': [
    withClient({ authentication: 'self_signed_tls_client_auth', secrets: [], keys: [good] }),
    /clients\.bank: keys: must hold one with its certificate/,
  ],
  'tokens that are bound twice': [
    withClient({ dpop_bound_access_tokens: true, tls_client_certificate_bound_access_tokens: true }),
    /clients\.bank: dpop_bound_access_tokens: cannot stand beside/,
  ],
  'a certificate for an address of one machine’s network card': [
    withClient({ authentication: 'tls_client_auth', secrets: [], tls_client_auth_san_ip: 'fe80::1%eth0' }),
    /clients\[0\]\.tls_client_auth_san_ip: must be an IP address, without a zone/,
  ],
  'a certificate for an address that is none': [
    withClient({ authentication: 'tls_client_auth', secrets: [], tls_client_auth_san_ip: 'bank.example' }),
    /clients\[0\]\.tls_client_auth_san_ip: must be an IP address, without a zone/,
  ],
  'signed requests of a client without a key': [
    withClient({
      authentication: 'tls_client_auth',
      secrets: [],
      tls_client_auth_san_dns: 'bank.example',
      require_signed_request_object: true,
    }),
    /clients\.bank: require_signed_request_object: needs a key that it signs with/,
  ],
  'signed requests of a client with a secret': [
    withClient({ require_signed_request_object: true }),
    /clients\.bank: require_signed_request_object: needs a key that it signs with/,
  ],
  'signed requests of an algorithm that no key is for': [
    underFapi2({ require_signed_request_object: true, request_object_signing_alg: 'PS256' }),
    /clients\.bank: require_signed_request_object: needs a key that it signs with, for PS256/,
  ],
  'requests that must be pushed where nothing is': [
    withClient({ face: 'gjeld', require_pushed_authorization_requests: true }),
    /clients\.bank: require_pushed_authorization_requests: is nothing that gjeld has/,
  ],
  'a grant type that its face does not know': [
    withClient({ grant_types: ['jwt-bearer'] }),
    /clients\.bank: grant_types\[0\]: must be authorization_code, refresh_token, client_credentials, token-exchange, device_code, ciba at oauth/,
  ],
  'a public client that is its own authority': [
    withClient({ authentication: 'none', secrets: [] }),
    /clients\.bank: grant_types: client_credentials is not for/,
  ],
  'a public client that asks about tokens': [
    withClient({
      authentication: 'none',
      secrets: [],
      grant_types: [],
      resource_server_for: 'https://api.example',
    }),
    /clients\.bank: resource_server_for: is not for/,
  ],
  'a secret that is missing': [withClient({ secrets: [] }), /clients\.bank: secrets: must hold one/],
  'a secret that is never used': [
    withClient({ authentication: 'private_key_jwt', keys: [good] }),
    /clients\.bank: secrets: must not be there/,
  ],
  'a digest that is none': [
    withClient({ secrets: [{ secret_sha256: 'A'.repeat(64) }] }),
    /clients\[0\]\.secrets\[0\]/,
  ],
  'a digest that no text has': [
    withClient({ secrets: [{ secret_scrypt: `salt.${'a'.repeat(42)}B` }] }),
    /clients\[0\]\.secrets\[0\]/,
  ],
  'no redirect address for codes': [
    withClient({ redirect_uris: [] }),
    /clients\.bank: redirect_uris must contain members/,
  ],
  'a private scheme of a confidential client': [
    withRedirect('com.bank.app:/cb'),
    /clients\.bank: redirect_uris must only contain web uris/,
  ],
  'a private scheme to log out to': [
    withClient({ post_logout_redirect_uris: ['com.bank.app:/bye'] }),
    /clients\.bank: post_logout_redirect_uris must only contain web uris/,
  ],
  'an address to log out to with a fragment': [
    withClient({ post_logout_redirect_uris: ['https://bank.example/#x'] }),
    /clients\[0\]\.post_logout_redirect_uris\[0\]: /,
  ],
  'an audience that is not there': [
    withClient({ audiences: ['https://no.example'], scopes: [] }),
    /clients\.bank: the audience https:\/\/no\.example is not among the resources/,
  ],
  'a default audience that is none of its audiences': [
    withClient({ default_audience: 'https://no.example' }),
    /clients\.bank: default_audience: must be one of audiences/,
  ],
  'a client to act for that is not there': [
    withClient({ ...exchanging, may_act_for: ['nobody'] }),
    /clients\.bank: may_act_for\[0\]: there is no client nobody at oauth/,
  ],
  'a client to act for that is itself': [
    withClient({ ...exchanging, may_act_for: ['bank'] }),
    /clients\.bank: may_act_for\[0\]: no client acts for itself/,
  ],
  'token exchange without anybody to act for': [
    withClient(exchanging),
    /clients\.bank: may_act_for: goes with the grant type token-exchange/,
  ],
  'somebody to act for without token exchange': [
    withClient({ may_act_for: ['bank'] }),
    /clients\.bank: may_act_for: goes with the grant type token-exchange/,
  ],
  'token exchange of a client that does not authenticate': [
    withClient({ ...exchanging, authentication: 'none', secrets: [], may_act_for: ['bank'] }),
    /clients\.bank: grant_types: token-exchange is not for a client without authentication/,
  ],
  'somebody to act for at a face without token exchange': [
    { ...goodFile(), clients: [{ ...gjeldClient('https://consent.example'), may_act_for: ['bank'] }] },
    /clients\.lender: may_act_for: is nothing that gjeld has/,
  ],
  'a scope that its audiences do not have': [
    withClient({ scopes: ['api.write'] }),
    /clients\.bank: scopes\[0\]: api\.write is no scope of its audiences/,
  ],
  'a scope that no token can carry': [withClient({ scopes: ['api read'] }), /clients\[0\]\.scopes\[0\]: /],
  'a scope with a quotation mark': [withClient({ scopes: ['"api"'] }), /clients\[0\]\.scopes\[0\]: /],
  'a purpose that is not there': [
    withClient({ purposes: ['profit'] }),
    /clients\.bank: the purpose profit is not among the purposes/,
  ],
  'codes without a purpose': [withClient({ purposes: [] }), /clients\.bank: purposes: must hold one/],
  'a resource server for nothing': [
    withClient({ resource_server_for: 'https://no.example' }),
    /clients\.bank: the audience https:\/\/no\.example is not among the resources/,
  ],
  'a setting that its face has not': [
    withClient({ settings: { colour: 'red' } }),
    /clients\.bank: settings\.colour: is no setting at oauth/,
  ],
  'an organization number that is too short': [
    withClient({ owner: { orgno: '31000001', name: 'X' } }),
    /clients\[0\]\.owner\.orgno: must be nine digits/,
  ],
  'a name of spaces': [withClient({ name: '  ' }), /clients\[0\]\.name: must be a text that can be seen/],
  'a name of two lines': [withClient({ name: 'a\nb' }), /clients\[0\]\.name: must be one line/],
  'a name that is too long': [withClient({ name: 'x'.repeat(101) }), /clients\[0\]\.name: /],
  'a name with a control character': [
    withClient({ name: 'a\u0007b' }),
    /clients\[0\]\.name: must not hold control/,
  ],
  'a name with NUL': [withClient({ name: 'a\0b' }), /clients\[0\]\.name: must not hold control/],
  'a name that turns round': [
    withClient({ name: 'a\u202eb' }),
    /clients\[0\]\.name: must not hold characters that turn/,
  ],
}

const entries: Record<string, [object, RegExp]> = {
  'an audience that is no URI': [withResource({ audience: 'api' }), /resources\[0\]\.audience: /],
  'an audience with a fragment': [
    withResource({ audience: 'https://api.example#x' }),
    /resources\[0\]\.audience: /,
  ],
  'an audience with a space': [
    withResource({ audience: 'https://api.example/a b' }),
    /resources\[0\]\.audience: /,
  ],
  'a scope of the issuers': [
    withResource({ scopes: [{ value: 'openid', text: everywhere('x') }] }),
    /resources\.https:\/\/api\.example: scopes\[0\]\.value: openid is a scope of the issuers/,
  ],
  'one scope twice': [
    withResource({
      scopes: [
        { value: 'api.read', text: everywhere('x') },
        { value: 'api.read', text: everywhere('y') },
      ],
    }),
    /resources\[0\]\.scopes\[1\]: stands here twice/,
  ],
  'tokens that last longer than any': [
    withResource({ token: { format: 'opaque', lasts: '61m' } }),
    /resources\[0\]\.token\.lasts: must be an hour at most/,
  ],
  'a format that is none': [
    withResource({ token: { format: 'saml', lasts: '1m' } }),
    /resources\[0\]\.token\.format: /,
  ],
  'a text in a language that no page speaks': [
    withResource({ name: { ...everywhere('x'), sv: 'x' } }),
    /resources\[0\]\.name\.sv: is not a member/,
  ],
  'a text that is missing in one language': [
    withResource({ name: { nb: 'x', nn: 'x' } }),
    /resources\[0\]\.name\.en: /,
  ],
  'an empty text': [withResource({ name: everywhere('') }), /resources\[0\]\.name\.nb: /],
  'a text that no page shows whole': [
    withPurpose({ description: everywhere('x'.repeat(4001)) }),
    /purposes\[0\]\.description\.nb: /,
  ],
  'a permission that no resource has': [
    withPurpose({ permissions: ['api.write'] }),
    /purposes\.advice: permissions\[0\]: api\.write is no scope of the resources/,
  ],
  'a usual length above the longest': [
    withPurpose({ lasts: '366d' }),
    /purposes\[0\]\.lasts: must not be longer/,
  ],
  'a length that no database counts': [
    withPurpose({ lasts_at_most: '24856d' }),
    /purposes\[0\]\.lasts_at_most: must be 24855d at most/,
  ],
  ...Object.fromEntries(
    ['0d', '-1d', '1.5d', '01d', '1', 'd', '1w', 'P30D', 'PT10M', '30 d', '30D', '9999999d', 30].map(
      lasts => [
        `the length ${lasts}`,
        [withPurpose({ lasts }), /purposes\[0\]\.lasts: must be a duration like/] as [object, RegExp],
      ],
    ),
  ),
  'a token scope of logins': [
    { token_scopes: [{ scope: 'profile', description: 'x' }] },
    /token_scopes\[0\]\.scope: is for logins/,
  ],
  'a scope of an organization that is not there': [
    { scope_delegations: [{ scope: 'a:b', consumer: '310000019', supplier: '310000027' }] },
    /scope_delegations: the scope a:b is not among/,
  ],
  'a delegation to itself': [
    {
      token_scopes: [{ scope: 'a:b', description: 'x' }],
      scope_delegations: [{ scope: 'a:b', consumer: '310000019', supplier: '310000019' }],
    },
    /scope_delegations\[0\]\.supplier: must be another/,
  ],
  'an end user who is nobody': [
    {
      market: {
        metering_points: [{ id: '7'.repeat(18), end_users: [{ nin: '14842249092', access_type: 'OWNED' }] }],
      },
    },
    /^f:\d+: market\.metering_points\[0\]\.end_users\[0\]\.nin: has a wrong control digit$/,
  ],
  'one market party twice': [
    { market: { parties: [{ gln: '7'.repeat(13) }, { gln: '7'.repeat(13) }] } },
    /market\.parties\[1\]: stands here twice/,
  ],
  'a way back with a name in it': [
    { market: { redirects: [{ gln: '7'.repeat(13), test: 'https://user@supplier.example' }] } },
    /market\.redirects\[0\]\.test: must be an https address/,
  ],
  'a GLN that is too short': [
    { market: { parties: [{ gln: '7' }] } },
    /market\.parties\[0\]\.gln: must be 13 digits/,
  ],
}

const template = (changes: Changes = {}) => {
  const words = { person: everywhere('x'), organization: everywhere('x') }
  return {
    id: 'loan',
    title: words,
    heading: words,
    service_intro: words,
    title_accepted: words,
    service_intro_accepted: words,
    expiration: everywhere('{Expiration}'),
    expiration_one_time: everywhere('x'),
    handled_by: everywhere('{HandledBy}'),
    purpose: everywhere('To settle an application for a loan'),
    ...changes,
  }
}
const resource = (changes: Changes = {}) => ({
  id: 'income',
  title: everywhere('x'),
  description: everywhere('x'),
  owner: { orgno: '310000019', name: 'X', code: 'x' },
  template: 'loan',
  text: everywhere('{year}'),
  metadata: { year: { name: everywhere('x') } },
  ...changes,
})
const consents = (words: object, one: object) => ({ consent_templates: [words], consent_resources: [one] })

const consentEntries: Record<string, [object, RegExp]> = {
  'a placeholder that stands for nothing': [
    consents(template({ expiration: everywhere('{Whatever}') }), resource()),
    /consent_templates\[0\]\.expiration\.nb: \{Whatever\} stands for nothing/,
  ],
  'a key that is not among the metadata': [
    consents(template(), resource({ text: everywhere('{month}') })),
    /consent_resources\[0\]\.text\.nb: \{month\} is not among the metadata/,
  ],
  'a key without a name that people read': [
    consents(template(), resource({ metadata: { year: {} } })),
    /consent_resources\[0\]\.metadata\.year\.name: /,
  ],
  'a value of a key without words in every language': [
    consents(
      template(),
      resource({ metadata: { year: { name: everywhere('x'), values: { last: { nb: 'x' } } } } }),
    ),
    /consent_resources\[0\]\.metadata\.year\.values\.last\.nn: /,
  ],
  'a template that is not there': [
    consents(template({ id: 'other' }), resource()),
    /consent_resources\.income: the template loan is not among/,
  ],
  'a template of others': [
    consents(template({ restricted_to: ['310000027'] }), resource()),
    /consent_resources\.income: the template loan is not for 310000019/,
  ],
  'a consent type without a purpose': [
    consents(template({ purpose: undefined }), resource()),
    /consent_resources\.income: has no purpose, and neither has its template loan: say what it is used for/,
  ],
  'a purpose in two of the three languages': [
    consents(template({ purpose: { nb: 'x', en: 'x' } }), resource()),
    /consent_templates\[0\]\.purpose\.nn: /,
  ],
  'a purpose that does not stand by itself': [
    consents(template(), resource({ purpose: everywhere('For {CoveredBy}') })),
    /consent_resources\[0\]\.purpose\.nb: must stand by itself, without \{CoveredBy\}/,
  ],
  'an asker whose number is mistyped': [
    consents(template(), resource({ askers: ['310000018'] })),
    /consent_resources\[0\]\.askers\[0\]: has a wrong control digit/,
  ],
}

onEachDatabase(
  'samtykke apply refuses, and changes nothing for',
  database => {
    const nothing = async () => {
      const { registry, clients } = storesOn(database)
      const kept = await Promise.all([
        clients.list(),
        registry.listResources(),
        registry.listPurposes(),
        registry.tokenScopes.list(),
        registry.scopeDelegations.list(),
        registry.consentTemplates.list(),
        registry.consentResources.list(),
      ])
      assert.deepEqual(kept.flat(), [])
    }

    for (const [what, [file, finding]] of Object.entries({
      ...redirects,
      ...keys,
      ...clients,
      ...entries,
      ...consentEntries,
    })) {
      it(what, async () => {
        await assert.rejects(applyFile(database, file), (error: Error) => {
          assert.match(error.message, finding)
          assert.match(error.message, /^f:\d+: /)
          return error.name === 'RegistryError'
        })
        await nothing()
      })
    }

    const inFile = withClient({ secrets: [{ secret_file: 'secret' }] })
    for (const [what, secret] of Object.entries({
      'an empty secret': '\n',
      'a secret that is not ASCII': 'hemmelig æøå',
      'a secret of two lines': 'one\ntwo',
      'a secret with a tab': 'one\ttwo',
      'a secret with NUL': 'one\0two',
      'a secret that was not UTF-8': 'one\ufffd',
      'a secret that ends in a space': 'hush \n',
      'a secret that begins with a space': ' hush',
      'a secret that is too long': 'x'.repeat(513),
    })) {
      it(what, async () => {
        await assert.rejects(applyFile(database, inFile, secret), (error: Error) => {
          assert.match(error.message, /^f:\d+: clients\.bank: secrets\[0\]\.secret_file: must hold a secret /)
          assert.ok(!error.message.includes(secret.trim() || 'nothing'))
          return true
        })
        await nothing()
      })
    }

    it('half of a surrogate pair', async () => {
      const text = JSON.stringify(goodFile()).replace('"Bank"', '"\\ud800"')
      await assert.rejects(
        applyFile(database, text),
        /^RegistryError: f:1: clients\[0\]\.name: must not hold half/,
      )
      await nothing()
    })
  },
  'before all',
)

onEachDatabase('samtykke apply', database => {
  it('takes what the refused files were made from, and the same again', async () => {
    const file = { ...goodFile(), ...consents(template(), resource()) }
    assert.deepEqual(new Set((await applyFile(database, file)).map(({ what }) => what)), new Set(['added']))
    assert.deepEqual(new Set((await applyFile(database, file)).map(({ what }) => what)), new Set(['same']))
  })

  it('takes a purpose of the resource where its template has none', async () => {
    const ofItsOwn = resource({ purpose: everywhere('To settle an application for a loan') })
    await applyFile(database, consents(template({ purpose: undefined }), ofItsOwn))
    const { registry } = storesOn(database)
    const found = await registry.consentResources.find('income')
    assert.equal(found?.purpose?.nn, 'To settle an application for a loan')
  })

  it('wants no purpose of what cannot be consented to', () =>
    applyFile(database, consents(template({ purpose: undefined }), resource({ type: 'Other' }))))

  it('takes no purpose away from a resource that is registered and has none of its own', async () => {
    await applyFile(database, consents(template(), resource()))
    const { registry } = storesOn(database)
    const bare = { consent_templates: [template({ purpose: undefined })] }
    await assert.rejects(
      applyFile(database, bare),
      /consent_templates\.loan: has no purpose, and neither has the resource income/,
    )
    assert.ok((await registry.consentTemplates.find('loan'))?.purpose)
    const nowOfItsOwn = resource({ purpose: everywhere('To settle an application for a loan') })
    await applyFile(database, { consent_resources: [nowOfItsOwn] })
    await applyFile(database, bare)
  })

  it('gives no client to another owner, asker or face, and none the id of one that was removed', async () => {
    const asker = { orgno: '310000003', name: 'KOMMUNEN' }
    await applyFile(database, withClient({ on_behalf_of: asker }))
    const refused = async (changes: Changes, what: string) =>
      assert.rejects(
        applyFile(database, withClient({ on_behalf_of: asker, ...changes })),
        ({ message }: Error) => {
          assert.ok(message.includes(what), message)
          return true
        },
      )
    const words = 'the client bank has another by now; register a new client, with a new id'
    await refused({ owner: { orgno: '310000011', name: 'BANK AS' } }, `clients.bank: owner: ${words}`)
    await refused({ on_behalf_of: undefined }, `clients.bank: on_behalf_of: ${words}`)
    await refused({ on_behalf_of: { ...asker, orgno: '310000011' } }, `clients.bank: on_behalf_of: ${words}`)
    await refused({ face: 'gjeld' }, `clients.bank: face: ${words}`)
    await applyFile(database, withClient({ on_behalf_of: { ...asker, name: 'KOMMUNEN NY' } }))
    await storesOn(database).clients.remove('bank')
    await refused({}, 'clients.bank: id: the client bank was removed, and no client gets its id again')
  })

  it('is done by many processes at once', async () => {
    const file = withClient({ secrets: [{ secret_file: 'secret' }] })
    const all = await Promise.all([1, 2, 3, 4].map(() => applyFile(database, file, 'a chosen secret')))
    const added = all.filter(applied =>
      applied.some(({ kind, what }) => kind === 'client' && what === 'added'),
    )
    assert.equal(added.length, 1)
    assert.equal((await storesOn(database).clients.list()).length, 1)
  })

  const change = () => database.connection().write('update client set version = version + 1')

  it('goes on when somebody else has changed a client once', async () => {
    await applyFile(database, goodFile())
    let times = 0
    const beforeWriting = async () => (times++ === 0 ? change() : undefined)
    await applyFile(database, withClient({ name: 'Another' }), '', { beforeWriting })
    assert.equal((await storesOn(database).clients.list())[0]?.name, 'Another')
  })

  it('changes nothing while somebody else goes on changing one of its clients', async () => {
    await applyFile(database, goodFile())
    const wanted = { ...withClient({ name: 'Another' }), ...consents(template(), resource()) }
    const refused = applyFile(database, wanted, '', { beforeWriting: change })
    await assert.rejects(refused, { code: 'storage.unavailable' })
    const { clients, registry } = storesOn(database)
    assert.equal((await clients.list())[0]?.name, 'Bank')
    assert.deepEqual(await registry.consentTemplates.list(), [])
  })
})
