import assert from 'node:assert/strict'
import { onGjeld } from '../../support/gjeld-oauth.ts'
import { both, presentation } from '../../support/gjeld-world.ts'
import { send } from '../../support/send.ts'

const ownHost = (port: number) => ({ SAMTYKKE_GJELD_ISSUER: `http://127.0.0.1:${port}/` })

onGjeld(
  'A face at a host of its own',
  world => {
    it('has its own discovery there, and the house issuer has its own elsewhere', async () => {
      assert.match(world.issuer, /^http:\/\/127\.0\.0\.1:\d+\/$/)
      const path = '.well-known/openid-configuration'
      assert.equal((await send(world.issuer + path)).json.issuer, world.issuer)
      assert.equal((await send(`${world.publicUrl}/${path}`)).json.issuer, world.publicUrl)
      assert.equal((await send(`${world.publicUrl}/oauth2/token`, { form: {} })).status, 404)
      assert.equal((await send(`${world.issuer}token`, { form: {} })).status, 404)
    })

    it('leads a person through login and consent without leaving that host', async () => {
      const answer = await world.accept(`${presentation}.30 openid`)
      assert.ok(answer.code)
      const { status, json } = await world.exchange(answer)
      assert.equal(status, 200)
      const token = String(json.access_token)
      const told = await world.introspect(token)
      assert.equal(told.iss, world.issuer)
      assert.equal((await world.call('GET', '/userinfo', token)).status, 200)
      assert.equal((await world.call('GET', '/v1/debt', token)).status, 200)
    })

    it('gives clients their own tokens', async () => {
      const { status, json } = await world.machine(both, 'debt')
      assert.equal(status, 200)
      assert.equal((await world.introspect(String(json.access_token))).active, true)
    })
  },
  ownHost,
)
