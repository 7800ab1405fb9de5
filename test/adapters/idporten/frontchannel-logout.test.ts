import assert from 'node:assert/strict'
import { Configuration } from 'openid-client'
import { frontchannelLogoutReader } from '../../../adapters/idporten/frontchannel-logout.ts'

describe('frontchannel-logout', () => {
  it('may be shown where the provider’s people log in and out, when that is another host than its name', async () => {
    const issuer = 'https://idporten.example'
    const metadata = {
      issuer,
      authorization_endpoint: 'https://login.idporten.example/authorize',
      token_endpoint: 'https://idporten.example/token',
      end_session_endpoint: 'https://login.idporten.example/logout',
    }
    const read = frontchannelLogoutReader(async () => new Configuration(metadata, 'samtykke'))
    const { shownBy } = await read({ issuer, session: '1' })
    assert.deepEqual(shownBy, [issuer, 'https://login.idporten.example'])
  })
})
