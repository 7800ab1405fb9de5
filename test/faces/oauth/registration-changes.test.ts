import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

const scope = 'openid offline_access debt.read debt.summary'

onEachDatabase('a client whose registration changes', database => {
  let server: OAuthServer
  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const change = async (changes: object) => {
    const client = (await server.clientStore.find('web'))!
    await server.clientStore.save({ ...client, ...changes })
  }
  const refresh = (refreshToken = '') =>
    post(server, '/token', {
      client: server.web,
      form: { grant_type: 'refresh_token', refresh_token: refreshToken },
    })

  it('is given no scope that it may not ask for any more, by no refresh token from before', async () => {
    const tokens = await obtainTokens(await discover(server, server.web), server.web, { scope })
    await change({ scopeValues: ['debt.read'] })
    assert.equal((await refresh(tokens.refresh_token)).json.scope, 'openid offline_access debt.read')
  })

  it('is given no token for an API, or in a way, that it may not use any more', async () => {
    const tokens = await obtainTokens(await discover(server, server.web), server.web, { scope })
    await change({ audiences: [] })
    assert.equal((await refresh(tokens.refresh_token)).json.error, 'invalid_target')
    await change({ grantTypes: ['authorization_code'] })
    assert.equal((await refresh(tokens.refresh_token)).status, 400)
  })

  it('is not answered silently for a purpose that it may not ask for any more', async () => {
    const configuration = await discover(server, server.web)
    const { browser } = await authorize(configuration, server.web)
    const silently = async () =>
      (await authorize(configuration, server.web, { browser, prompt: 'none', purpose: 'loan' })).callback
        .searchParams
    assert.ok((await silently()).get('code'))
    await change({ purposes: ['once'] })
    assert.equal((await silently()).get('error'), 'consent_required')
  })

  it('is answered at an address from the moment it is registered, and not from when it is not any more', async () => {
    const configuration = await discover(server, server.web)
    const code = async (redirectUri: string) => {
      const asked = { ...server.web, redirectUris: [redirectUri] }
      return (await authorize(configuration, asked)).callback.searchParams.has('code')
    }
    const [before, after] = ['https://rp.example/cb', 'https://new.example/cb']
    assert.deepEqual([await code(before), await code(after)], [true, false])
    await change({ redirectUris: [after] })
    assert.deepEqual([await code(before), await code(after)], [false, true])
  })
})
