import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { assertions } from '../../../adapters/jose/assertions.ts'
import { prometheusMetrics } from '../../../adapters/metrics/metrics.ts'
import { businessCertificates } from '../../../adapters/x509/business-certificates.ts'
import { organization } from '../../../server/domain/party.ts'
import { redeemAssertion } from '../../../server/faces/maskinporten/assertion/redeem-assertion.ts'
import { onEachDatabase } from '../../support/database.ts'
import { noon } from '../../support/fixtures.ts'
import { storesOn } from '../../support/stores.ts'

const issuer = 'https://maskinporten.example/'
const second = 1000
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

onEachDatabase('maskinporten: an assertion that waits for us', database => {
  /** Finding the client takes so long. */
  const slow = async (milliseconds: number) => {
    const { clients, clock, replays } = storesOn(database)
    await clients.save({
      id: 'client',
      face: 'maskinporten',
      owner: organization('810419512'),
      ownerName: 'SmekkFull Bank',
      onBehalfOf: undefined,
      name: 'SmekkFull Bank',
      authentication: 'private_key_jwt',
      secrets: [],
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }],
      grantTypes: ['jwt-bearer'],
      redirectUris: [],
      postLogoutRedirectUris: [],
      audiences: [],
      scopeValues: [],
      purposes: [],
      resourceServerFor: undefined,
      settings: {},
      version: 0,
    })
    const tools = {
      assertions,
      audit: { record: () => {}, written: async () => {} },
      certificates: businessCertificates({ clock })({ roots: undefined }),
      clients: {
        ...clients,
        find: async (id: string) => {
          clock.move(milliseconds)
          return clients.find(id)
        },
      },
      clock,
      issuer,
      metrics: prometheusMetrics(),
      replays,
    }
    return { clock, redeem: async () => redeemAssertion(tools, await signed()) }
  }

  const signed = () => {
    const iat = noon.getTime() / second
    return new SignJWT({ iat: iat - 60, exp: iat + 10, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer('client')
      .setAudience(issuer)
      .sign(privateKey)
  }

  it('does not expire meanwhile', async () => {
    const { redeem } = await slow(30 * second)
    assert.equal((await redeem()).claims.iss, 'client')
  })

  it('is refused when it had expired before it came', async () => {
    const { clock, redeem } = await slow(0)
    clock.move(11 * second)
    await assert.rejects(redeem, { code: 'assertion.expired' })
  })
})
