import assert from 'node:assert/strict'
import { redeemAssertion } from '../../../server/faces/maskinporten/redeem-assertion.ts'
import type { MaskinportenTools } from '../../../server/faces/maskinporten/maskinporten-tools.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { handSetClock } from '../../support/clock.ts'
import { noon } from '../../support/fixtures.ts'

const issuer = 'https://maskinporten.example/'
const second = 1000

/** Everything is as it should be about the client and the signature; only finding the client takes long. */
function slowTools(milliseconds: number) {
  const clock = handSetClock()
  const iat = noon.getTime() / second
  const claims = { iss: 'client', aud: issuer, iat: iat - 60, exp: iat + 10 }
  const key = { kid: 'k', kty: 'RSA' }
  const tools = {
    clock,
    issuer,
    assertions: {
      read: () => ({ header: { kid: 'k' }, claims }),
      isSignedBy: async () => true,
    },
    clients: {
      find: async () => {
        clock.move(milliseconds)
        return { face: 'maskinporten', keys: [key] }
      },
    },
  }
  return { clock, tools: tools as unknown as MaskinportenTools }
}

describe('maskinporten: an assertion that waits for us', () => {
  it('does not expire meanwhile', async () => {
    const { tools } = slowTools(30 * second)
    assert.equal((await redeemAssertion(tools, 'assertion')).claims.iss, 'client')
  })

  it('is refused when it had expired before it came', async () => {
    const { clock, tools } = slowTools(0)
    clock.move(11 * second)
    await expectRejected('assertion.expired', () => redeemAssertion(tools, 'assertion'))
  })
})
