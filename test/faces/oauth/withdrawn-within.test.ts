import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import type { Purpose } from '../../../server/domain/requests/purpose.ts'
import { onEachDatabase } from '../../support/database.ts'
import { discover, obtainTokens } from '../../support/oauth-client.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const meters = {
  resource: 'https://meters.example',
  scope: 'openid offline_access meter.read',
  prompt: 'consent',
}

const debts = { resource: 'https://debts.example', scope: 'openid debt.read' }

onEachDatabase('an API that hears of no withdrawal', database => {
  const server = sharedOAuthServer(database)
  let both: openid.Configuration
  let loan: Purpose
  beforeEach(async () => {
    both = await discover(server, server.both)
    loan = (await server.ports.registry.findPurpose('loan'))!
  })
  afterEach(() => server.ports.registry.putPurpose({ ...loan, withdrawnWithinSeconds: undefined }))

  const within = (withdrawnWithinSeconds: number) =>
    server.ports.registry.putPurpose({ ...loan, withdrawnWithinSeconds })

  const life = (token: string): number => {
    const { exp = 0, iat = 0 } = decodeJwt(token)
    return exp - iat
  }

  it('is given JWTs that live no longer than the purpose lets a withdrawal be unheard of', async () => {
    await within(60)
    const tokens = await obtainTokens(both, server.both, meters)
    assert.deepEqual([life(tokens.access_token), tokens.expires_in], [60, 60])
    const next = await openid.refreshTokenGrant(both, tokens.refresh_token!, {
      resource: meters.resource,
      scope: 'meter.read',
    })
    assert.deepEqual([life(next.access_token), next.expires_in], [60, 60])
  })

  it('is given them for as long as its tokens live, where the purpose says more, or nothing', async () => {
    assert.equal(life((await obtainTokens(both, server.both, meters)).access_token), 300)
    await within(3600)
    assert.equal(life((await obtainTokens(both, server.both, meters)).access_token), 300)
  })

  it('is bound from the next token on by what the purpose says since', async () => {
    const tokens = await obtainTokens(both, server.both, meters)
    await within(60)
    const next = await openid.refreshTokenGrant(both, tokens.refresh_token!, { resource: meters.resource })
    assert.equal(life(next.access_token), 60)
  })

  it('is not meant where tokens are asked about: these live as before', async () => {
    await within(60)
    assert.equal((await obtainTokens(both, server.both, debts)).expires_in, 600)
  })
})
