import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { httpDebtSource } from '../../../adapters/debt-source/http-debt-source.ts'
import { policyDecisionPoint } from '../../../adapters/elhub-services/policy-decision-point.ts'
import { stromprisProducts } from '../../../adapters/elhub-services/strompris-products.ts'
import { idportenIdentityProvider } from '../../../adapters/idporten/identity-provider.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import { remoteKeys } from '../../../adapters/jose/remote-keys.ts'
import { httpPersonRegister } from '../../../adapters/person-register/http-person-register.ts'
import { vaultSigner } from '../../../adapters/vault/vault-signer.ts'
import { trustIn } from '../../../server/cli/receipt/find-keys.ts'
import { Problem } from '../../../server/domain/problem.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

const large = 8 * 1024 * 1024

interface Asking {
  /** What a good service answers. */
  readonly good: (url: string) => unknown
  readonly ask: (url: string) => Promise<unknown>
  /** Seconds within which it gives up can be set. */
  readonly hurries?: boolean
}

const clock = systemClock
const ids = randomIds({ clock, key: 'a key that only the tests know of' })
const nin = '14842249091' as never

let folder: string
let tokenFile: string
let logoutToken: string
let jwk: object

const provider = (issuer: string) =>
  idportenIdentityProvider(
    {
      issuer,
      clientId: 'samtykke',
      clientSecret: 'a-secret-of-the-test-only-0123456789',
      clientJwk: undefined,
      acr: { low: 'low', substantial: 'substantial', high: 'high' },
      callbackUrl: 'https://samtykke.example/login/callback',
      allowHttp: true,
    },
    { ids, clock },
  )

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
})

const askings: Readonly<Record<string, Asking>> = {
  'the debt register': {
    good: () => ({ loans: [], creditorsAnswered: 4, creditorsMissing: 0 }),
    ask: url => httpDebtSource({ url, token: undefined, timeoutSeconds: 0.5 }).find(nin, 'a-trace'),
    hurries: true,
  },
  'the register of persons': {
    good: () => ({ may_consent: true }),
    ask: url => httpPersonRegister({ url, token: undefined, timeoutSeconds: 0.5 })(nin),
    hurries: true,
  },
  Vault: {
    good: () => ({ data: { signature: 'vault:v1:AAAA' } }),
    ask: url => vaultSigner({ engine: url, key: 'k', tokenFile, timeoutMs: 500 }).sign(Buffer.from('x')),
    hurries: true,
  },
  'the keys of an issuer': {
    good: () => ({ keys: [jwk] }),
    ask: url => Promise.resolve(remoteKeys(url)({ alg: 'RS256', kid: 'k' }, {} as never)),
  },
  'the keys of receipts': {
    good: () => ({ keys: [jwk] }),
    ask: url => trustIn({ issuers: [], jwks: url }).findKeys('https://unused.example'),
  },
  'a policy decision point': {
    good: () => ({ result: { tokenInfo: null } }),
    async ask(url) {
      const evidence = { token: 't', traceId: 'a-trace' } as Parameters<
        ReturnType<typeof policyDecisionPoint>['resolve']
      >[0]
      const verdict = await policyDecisionPoint(url).resolve(evidence)
      if (verdict.kind === 'unavailable') throw new Problem('issuer.unavailable', 'No verdict')
    },
  },
  'a service of the market': {
    good: () => ({ data: [] }),
    ask: url => stromprisProducts(url).byOrg('810419512', 'a-trace'),
  },
  'the identity provider': {
    good: metadata,
    ask: url => provider(url).begin({ language: 'nb', level: 'low', fresh: false }),
  },
}

describe('Somebody else’s service', () => {
  let service: ScriptedService
  let elsewhere: ScriptedService

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samtykke-outbound-'))
    tokenFile = join(folder, 'token')
    await writeFile(tokenFile, 'a-token')
    service = await startScriptedService()
    elsewhere = await startScriptedService()
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }
    logoutToken = await new SignJWT({
      iss: service.url,
      aud: 'samtykke',
      sub: 's',
      jti: 'j',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey)
  })
  after(async () => {
    await Promise.all([service.close(), elsewhere.close()])
    await rm(folder, { recursive: true })
  })

  const text = ({ good }: Asking) => JSON.stringify(good(service.url))

  /** A face tells of it as doubt, never as something about the person. */
  const isDoubt = (error: unknown) => !(error instanceof Problem) || error.kind === 'unavailable'

  for (const [name, asking] of Object.entries(askings)) {
    describe(name, () => {
      it('is believed when it answers well', async () => {
        service.say({ body: text(asking) })
        await asking.ask(service.url)
      })

      it('is doubted when it answers without end', async () => {
        service.say({ body: text(asking).padEnd(large) })
        await assert.rejects(asking.ask(service.url), isDoubt)
      })

      it('is doubted when it sends us elsewhere, where nobody is asked', async () => {
        elsewhere.say({ body: text(asking) })
        service.say({ status: 307, headers: { location: elsewhere.url } })
        await assert.rejects(asking.ask(service.url), isDoubt)
        assert.deepEqual(elsewhere.asked, [])
      })

      it('is doubted when it breaks off', async () => {
        service.say({ hangUp: true })
        await assert.rejects(asking.ask(service.url), isDoubt)
      })

      if (asking.hurries) {
        it('is doubted, and asked once, when it is slow', async () => {
          service.say({ body: text(asking), delay: 2000 })
          await assert.rejects(asking.ask(service.url), isDoubt)
          assert.equal(service.asked.length, 1)
        })
      }
    })
  }

  it('is doubted when its keys for logout tokens come without end', async () => {
    const keys = JSON.stringify({ keys: [jwk] })
    service.say({ body: metadata(service.url) }, { body: keys })
    const { login } = await provider(service.url).readLogoutToken(logoutToken)
    assert.equal(login.subject, 's')
    service.say({ body: metadata(service.url) }, { body: keys.padEnd(large) })
    await assert.rejects(provider(service.url).readLogoutToken(logoutToken), isDoubt)
  })
})
