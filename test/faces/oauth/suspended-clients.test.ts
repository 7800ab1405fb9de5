import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { statementsOf } from '../../support/statement-counter.ts'
import { storesOn } from '../../support/stores.ts'

onEachDatabase('a client that is suspended', database => {
  let server: OAuthServer
  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const tokensOf = async () =>
    obtainTokens(await discover(server, server.web), server.web, { scope: 'openid offline_access debt.read' })
  const look = (token: string) => post(server, '/introspect', { client: server.debtServer, form: { token } })
  const isActive = async (token: string) => (await look(token)).json.active
  const token = (form: Record<string, string>) => post(server, '/token', { client: server.web, form })
  const machine = { grant_type: 'client_credentials', scope: 'debt.read' }
  const userinfo = (bearer: string) =>
    fetch(`${server.publicUrl}/userinfo`, { headers: { authorization: `Bearer ${bearer}` } })
  const { suspend, resume } = {
    suspend: (id: string) => server.clientStore.suspend(id),
    resume: (id: string) => server.clientStore.resume(id),
  }

  it('can do nothing by its tokens, nor come by any, and has all of it back when it is resumed', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await tokensOf()
    const own = String((await token(machine)).json.access_token)
    assert.deepEqual([await isActive(access), await isActive(own)], [true, true])

    await suspend('web')
    assert.deepEqual([await isActive(access), await isActive(own)], [false, false])
    assert.equal((await userinfo(access)).status, 401)
    for (const form of [machine, { grant_type: 'refresh_token', refresh_token: refresh }]) {
      const { status, json } = await token(form)
      assert.deepEqual([status, json.error], [401, 'invalid_client'])
    }
    assert.equal(
      (await post(server, '/introspect', { client: server.web, form: { token: own } })).status,
      401,
    )

    await resume('web')
    assert.deepEqual([await isActive(access), await isActive(own)], [true, true])
    assert.equal((await token({ grant_type: 'refresh_token', refresh_token: refresh })).status, 200)
  })

  it('looks at no tokens of others as an API', async () => {
    const { access_token: access } = await tokensOf()
    await suspend(server.debtServer.id)
    assert.equal((await look(access)).status, 401)
    await resume(server.debtServer.id)
    assert.equal(await isActive(access), true)
  })

  it('has no good token from the moment that another process has suspended it', async () => {
    const { access_token: access } = await tokensOf()
    const own = String((await token(machine)).json.access_token)
    assert.equal(await isActive(access), true)
    await storesOn(database).clients.suspend('web')
    assert.deepEqual([await isActive(access), await isActive(own)], [false, false])
    // Its secret is taken for some seconds; what it gets is good for nothing.
    const late = await token(machine)
    assert.equal(late.status === 401 || !(await isActive(String(late.json.access_token))), true)
  })

  it('hands nothing on by those who exchanged its tokens', async () => {
    const { access_token: access } = await tokensOf()
    const { processor } = server
    const exchanged = await post(server, '/token', {
      client: processor,
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: access,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
    })
    assert.equal(exchanged.status, 200, JSON.stringify(exchanged.json))
    const handed = String(exchanged.json.access_token)
    assert.equal(await isActive(handed), true)
    await storesOn(database).clients.suspend('web')
    assert.equal(await isActive(handed), false)
    await storesOn(database).clients.resume('web')
    assert.equal(await isActive(handed), true)
    await storesOn(database).clients.suspend(processor.id)
    assert.deepEqual([await isActive(handed), await isActive(access)], [false, true])
  })

  it('costs a look at a token no statement', async () => {
    const own = String((await token(machine)).json.access_token)
    await isActive(own)
    const statements = await statementsOf(database, () => isActive(own))
    assert.equal(statements.length, 1, statements.join('\n'))
  })
})
