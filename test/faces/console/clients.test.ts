import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { finances } from '../../../server/demo/world/resources.ts'
import { onEachDatabase } from '../../support/database.ts'
import { basic } from '../../support/oauth-client.ts'
import { type OperatorVisitor, operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, read } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('clients in the console', database => {
  const app = sharedApp(database)
  let browser: OperatorVisitor
  beforeEach(() => {
    browser = operatorVisitor(app.managementUrl)
  })

  const kind = async (words: string) => browser.open(linkOn(await browser.open('/console/new-client'), words))
  const blank = {
    redirect_uris: '',
    audiences: '',
    scopes: '',
    purposes: '',
    resource_server_for: '',
    keys: '',
    contact: '',
    notice: '',
  }
  const adviser = {
    ...blank,
    id: 'adviser',
    name: 'Rådgiveren',
    orgno: '810 419 512',
    owner: 'RÅDGIVEREN AS',
    redirect_uris: 'https://adviser.example/cb\r\nhttps://adviser.example/other',
    audiences: finances.audience,
    scopes: 'openid profile',
    act: 'add',
  }
  const addMachine = async () => {
    await browser.logInAs('administrator', '/console/new-client?lang=en')
    const form = await kind('Program that gets tokens for itself')
    const { act, ...fields } = adviser
    return browser.submit(form, {
      ...fields,
      redirect_uris: '',
      audiences: finances.audience,
      scopes: '',
      act,
    })
  }
  const secretOn = (body: string) => load(body)('dd code').eq(1).text()
  const asks = (secret: string) =>
    fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic('adviser', secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })

  it('are added by a form for their kind, and get a secret that is shown once and works', async () => {
    const added = await addMachine()
    assert.equal(heading(added), 'The client is ready')
    assert.match(read(added), /shown this once only/)
    const secret = secretOn(added.body)
    assert.notEqual((await asks(secret)).status, 401)
    const page = await browser.open(linkOn(added, 'See the client'))
    assert.equal(heading(page), 'Rådgiveren')
    assert.doesNotMatch(page.body, new RegExp(secret))
    assert.match(read(page), /"grant_types": \[ "client_credentials" \]/)
  })

  it('are not added when something is wrong, which is told with all that was typed', async () => {
    await browser.logInAs('administrator', '/console/new-client?lang=en')
    const form = await kind('Website that asks for consent')
    const again = await browser.submit(form, { ...adviser, orgno: '1', purposes: 'no-such' })
    assert.equal(again.status, 400)
    assert.match(read(again), /This must be mended.*orgno/)
    assert.match(again.body, /value="adviser"/)
    assert.match(
      again.body,
      />https:\/\/adviser\.example\/cb\r?\nhttps:\/\/adviser\.example\/other<\/textarea>/,
    )
    assert.equal(await app.stores.clients.find('adviser'), undefined)
    const keys = await browser.submit(
      await kind('Organization that gets tokens with a key or a certificate'),
      {
        ...adviser,
        keys: '{',
      },
    )
    assert.match(read(keys), /keys: must be JSON/)
  })

  it('are changed in the words of the declarative file, in place of the version that was read', async () => {
    await addMachine()
    const form = await browser.open('/console/clients/adviser/change')
    const entry = load(form.body)('textarea').text()
    const changed = await browser.submit(form, {
      entry: entry.replace('Rådgiveren', 'Rådgjeveren'),
      act: 'save',
    })
    assert.equal(heading(changed), 'Rådgjeveren')
    const stale = await browser.submit(form, { entry: entry.replace('Rådgiveren', 'En annen'), act: 'save' })
    assert.equal(stale.status, 400)
    assert.match(read(stale), /changed meanwhile/)
    assert.match(stale.body, /En annen/)
    const broken = await browser.submit(form, { entry: '{', act: 'save' })
    assert.match(read(broken), /must be JSON/)
  })

  it('get another secret beside the one they have', async () => {
    const first = secretOn((await addMachine()).body)
    const page = await browser.open('/console/clients/adviser')
    const asking = await browser.open(linkOn(page, 'New secret'))
    const rotated = await browser.submit(asking, { reason: 'A year has gone', act: 'do' })
    for (const secret of [first, secretOn(rotated.body)]) assert.notEqual((await asks(secret)).status, 401)
    const [{ operation, reason } = {} as never] = (
      await app.stores.acts.list({ target: { kind: 'client', id: 'adviser' } }, { limit: 1 })
    ).items
    assert.deepEqual([operation, reason], ['client.rotate_secret', 'A year has gone'])
  })

  it('are suspended, resumed and removed', async () => {
    const secret = secretOn((await addMachine()).body)
    const page = await browser.open('/console/clients/adviser')
    const suspended = await browser.submit(await browser.open(linkOn(page, 'Suspend')), {
      reason: '',
      act: 'do',
    })
    assert.match(read(suspended), /The client is suspended since/)
    assert.equal((await asks(secret)).status, 401)
    const resumed = await browser.submit(await browser.open(linkOn(suspended, 'Resume')), {
      reason: '',
      act: 'do',
    })
    assert.doesNotMatch(read(resumed), /suspended/)
    assert.notEqual((await asks(secret)).status, 401)
    const asking = await browser.open(linkOn(await browser.open('/console/clients/adviser'), 'Remove'))
    const removed = await browser.submit(asking, { reason: 'They closed', act: 'do' })
    assert.equal(heading(removed), 'The client is removed')
    assert.equal((await browser.open('/console/clients/adviser')).status, 404)
  })

  it('are found by name and face, and only read by auditors', async () => {
    await browser.logInAs('auditor')
    const found = await browser.open('/console/clients?lang=en&search=demo-web')
    assert.match(read(found), /demo-web.*oauth.*In service/)
    assert.match(read(await browser.open('/console/clients?search=no-such-client')), /Nothing/)
    const page = await browser.open(`/console/clients/demo-web`)
    assert.equal(load(page.body)('.answer a').length, 0)
    for (const path of [
      '/console/new-client',
      '/console/clients/demo-web/change',
      '/console/clients/demo-web/remove',
    ])
      assert.equal((await browser.open(path)).status, 403, path)
  })

  it('are no business of support', async () => {
    const page = await browser.logInAs('support', '/console/clients')
    assert.equal(page.status, 403)
  })
})
