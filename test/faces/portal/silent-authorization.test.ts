import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { answerOf, ola, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('prompt=none', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.submit(await browser.logIn(await browser.ask()), { decision: 'accept' })
  })

  const silently = async () => answerOf(await browser.ask({ prompt: 'none' }))

  it('gives a code while the person is logged in', async () => {
    assert.ok((await silently()).code)
  })

  it('S8: is login_required once she logged out of the pages', async () => {
    await browser.submit(await browser.open('/session/end'), { logout: 'yes' })
    assert.equal((await silently()).error, 'login_required')
  })

  it('S8: is login_required once her login ran out', async () => {
    app.clock.move(31 * 60 * 1000)
    assert.equal((await silently()).error, 'login_required')
  })

  it('S8: is login_required when another person logged in at her browser', async () => {
    await browser.submit(await browser.open('/session/end'), { logout: 'yes' })
    await browser.logIn(await browser.open('/consents'), ola)
    assert.equal((await silently()).error, 'login_required')
  })
})
