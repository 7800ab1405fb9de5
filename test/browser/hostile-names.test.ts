import assert from 'node:assert/strict'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import { inChromium } from '../support/chromium.ts'
import { onEachDatabase } from '../support/database.ts'
import { callback } from '../support/portal-visitor.ts'
import { press, watchedPage } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
const everywhere = { nb: hostile, nn: hostile, en: hostile }

onEachDatabase('foreign text in Chromium', database => {
  let app: WholeApp
  beforeEach(async function () {
    this.timeout(30_000)
    app = await startWholeApp(database)
  })
  afterEach(() => app.close())

  inChromium(browser => {
    it('S33: is shown as text, and runs nothing', async () => {
      const { stores, publicUrl } = app
      const client = (await stores.clients.find('demo-web'))!
      await stores.clients.save({ ...client, name: hostile, ownerName: hostile })
      await stores.registry.putPurpose({ ...overview, name: everywhere, description: everywhere })
      await stores.registry.putResource({ ...finances, name: everywhere })

      const { page, close } = await watchedPage(browser(), app)
      page.on('dialog', dialog => assert.fail(dialog.message()))
      await page.goto(`${publicUrl}/authorize?${question}`)
      await press(page, 'outcome', 'login')
      assert.equal(await page.textContent('h1'), `${hostile} asks for your consent`)
      assert.equal(await page.locator('main img, main script').count(), 0)
      assert.match((await page.textContent('main')) ?? '', /From "><img src=x/)
      await close()
    })
  })
})

const question = new URLSearchParams({
  client_id: 'demo-web',
  redirect_uri: callback,
  response_type: 'code',
  scope: 'openid income.read',
  state: hostile,
  purpose: overview.id,
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  ui_locales: 'en',
})
