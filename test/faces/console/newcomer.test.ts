import assert from 'node:assert/strict'
import { finances } from '../../../server/demo/world/resources.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operatorVisitor } from '../../support/operator-visitor.ts'
import { callback, linkOn, nora, ola, read, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('a newcomer at the console', database => {
  const app = sharedApp(database)

  const inAll = (path: string, text: string) =>
    Object.fromEntries(['nb', 'nn', 'en'].map(language => [`${path}.${language}`, text]))
  const type = {
    ...inAll('name', 'Application for a loan'),
    ...inAll('description', 'The bank looks at your income to answer your application.'),
    ...inAll('when_declined', 'You have to send payslips yourself.'),
    permissions: 'income.read',
    lasts: '30d',
    lasts_at_most: '90d',
    login_level: 'substantial',
    act: 'save',
  }
  const client = {
    id: 'example-bank',
    name: 'EKSEMPEL BANK',
    orgno: '810 419 512',
    owner: 'EKSEMPEL BANK AS',
    redirect_uris: callback,
    audiences: finances.audience,
    scopes: 'openid income.read',
    purposes: 'loan-check',
    contact: 'personvern@bank.example',
    notice: 'https://bank.example/personvern',
    act: 'add',
  }
  const right = { actor: ola, on_behalf_of: nora, kind: 'guardian', resource: '*', action: '*', act: 'give' }

  it('registers a consent type, a client and a right, and sees the first consent, without a shell', async () => {
    const desk = operatorVisitor(app.managementUrl)
    await desk.logInAs('administrator', '/console/types?lang=en')
    const begun = await desk.submit(await desk.open('/console/new-type?kind=purpose'), {
      id: 'loan-check',
      act: 'begin',
    })
    const draft = await desk.submit(begun, type)
    await desk.submit(await desk.open(linkOn(draft, 'Publish')), { reason: 'The bank asked', act: 'do' })
    const kinds = await desk.open('/console/new-client')
    const added = await desk.submit(await desk.open(linkOn(kinds, 'Website that asks for consent')), client)
    assert.equal(added.status, 200)
    assert.match(read(await desk.submit(await desk.open('/console/rights/new'), right)), /In force/)

    const person = visitor(app.publicUrl)
    const asked = { client_id: 'example-bank', purpose: 'loan-check', scope: 'openid income.read' }
    const question = await person.logIn(await person.ask(asked))
    assert.match(read(question), /EKSEMPEL BANK.*Application for a loan/)
    const answered = await person.submit(question, { decision: 'accept' })
    assert.ok(answered.url.startsWith(callback))

    const support = operatorVisitor(app.managementUrl)
    await support.logInAs('support')
    const found = await support.open('/console/consents?lang=en&client=example-bank')
    assert.match(read(found), /EKSEMPEL BANK.*loan-check\/1.*In force/)
  })
})
