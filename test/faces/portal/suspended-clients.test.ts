import assert from 'node:assert/strict'
import { operator } from '../../support/operators.ts'
import { onEachDatabase } from '../../support/database.ts'
import { post } from '../../support/oauth-client.ts'
import { alert, answerOf, heading, isQuestion, read, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { resumeClient } from '../../../server/usecases/desk/clients/resume-client.ts'
import { suspendClient } from '../../../server/usecases/desk/clients/suspend-client.ts'

const title = 'The service is suspended for now'

onEachDatabase('a person whose asker is suspended', database => {
  const app = sharedApp(database)
  let web: { readonly client_id: string }
  let device: { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[] }
  before(async () => {
    const { clients } = await app.demoJson()
    const { client_id: id, client_secret: secret } = clients.oauth!.device!
    web = clients.oauth!.web!
    device = { id, secret, redirectUris: [] }
  })

  const by = { operator: operator('administrator'), reason: 'Its secret was found in the open' }
  const suspend = (id: string) => suspendClient(app.stores)({ ...by, id })
  const resume = (id: string) => resumeClient(app.stores)({ ...by, id })
  const asked = () => ({ client_id: web.client_id, scope: 'openid income.read', ui_locales: 'en' })

  it('reads so when its client sends her here, and when it was suspended while she read', async () => {
    const browser = visitor(app.publicUrl)
    const question = await browser.logIn(await browser.ask(asked()))
    assert.ok(isQuestion(question))
    await suspend(web.client_id)
    const answered = await browser.submit(question, { decision: 'accept' })
    assert.deepEqual([answered.status, heading(answered)], [403, title])
    const other = await visitor(app.publicUrl).ask(asked())
    assert.deepEqual([other.status, heading(other)], [403, title])
    assert.doesNotMatch(read(other), /invalid_client|sent something/)
    await resume(web.client_id)
    assert.ok((await visitor(app.publicUrl).ask(asked())).body.includes('pid'))
  })

  it('can say no, and not yes, to a question that waits in her consents', async () => {
    const form = { scope: 'openid income.read', login_hint: '14842249091' }
    const { json } = await post(app, '/backchannel_authentication', { client: device, form })
    assert.ok(json.auth_req_id)
    const browser = visitor(app.publicUrl)
    const list = await browser.logIn(await browser.open('/consents?lang=en'))
    const waiting = /href="(\/requests\/[^"]+)"/.exec(list.body)?.[1] ?? assert.fail(read(list))
    const question = await browser.open(waiting)
    assert.ok(isQuestion(question))
    await suspend(device.id)
    assert.equal(heading(await browser.open(waiting)), title)
    assert.equal(heading(await browser.submit(question, { decision: 'accept' })), title)
    await resume(device.id)
    assert.ok(isQuestion(await browser.open(waiting)))
  })

  it('sees at her consent that it cannot be used for now', async () => {
    const browser = visitor(app.publicUrl)
    const question = await browser.logIn(await browser.ask(asked()))
    assert.ok(answerOf(await browser.submit(question, { decision: 'accept' })).code)
    const list = await browser.open('/consents?lang=en')
    const given = /href="(\/consents\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? assert.fail(read(list))
    await suspend(web.client_id)
    assert.match(alert(await browser.open(given)), /is suspended for now and cannot use the consent/)
    await resume(web.client_id)
    assert.equal(alert(await browser.open(given)), '')
  })

  it('is told of no client that is not there', async () => {
    const other = await visitor(app.publicUrl).ask({ ...asked(), client_id: 'nobody' })
    assert.notEqual(heading(other), title)
  })
})
