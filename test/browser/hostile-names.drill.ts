import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import { inChromium } from '../support/chromium.ts'
import { onEachDatabase } from '../support/database.ts'
import { callback } from '../support/portal-visitor.ts'
import { press, watchedPage } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const hostile =
  '"></form><form action=https://evil.example><button name=decision>x</button><img src=x onerror=alert(1)><script>alert(2)</script><base href=https://evil.example>'
const everywhere = { nb: hostile, nn: hostile, en: hostile }

onEachDatabase('foreign text in Chromium', database => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-texts-'))
  const texts = join(folder, 'texts.json')
  writeFileSync(texts, JSON.stringify({ en: { 'consent.lead': hostile, 'consent.accept': hostile } }))
  let app: WholeApp
  beforeEach(async () => {
    app = await startWholeApp(database, {
      SAMTYKKE_OPERATOR_NAME: hostile,
      SAMTYKKE_OPERATOR_TEXTS_FILE: texts,
    })
  })
  afterEach(() => app.close())
  after(() => rmSync(folder, { recursive: true }))

  inChromium(browser => {
    it('S33: is shown as text on pages that lead out, runs nothing and brings no form', async () => {
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
      assert.match((await page.textContent('main'))!, /From "><\/form><form action=/)
      assert.equal(await page.textContent('button[value=accept]'), hostile)
      assert.match((await page.textContent('footer'))!, /run by "><\/form>/)
      await hasOurFormAlone(page, publicUrl)

      const changed = finances.scopes.map(scope => ({ ...scope, text: everywhere }))
      await stores.registry.putResource({ ...finances, name: everywhere, scopes: changed })
      await press(page, 'decision', 'reject')
      assert.equal(await page.textContent('button[value=leave]'), `Back to ${hostile}`)
      await hasOurFormAlone(page, publicUrl)
      await close()
    })
  })
})

async function hasOurFormAlone(page: Page, publicUrl: string): Promise<void> {
  assert.equal(await page.locator('main img, script, base').count(), 0)
  const actions = await page
    .locator('form')
    .evaluateAll(forms => forms.map(form => (form as HTMLFormElement).action))
  assert.equal(actions.length, 1)
  assert.ok(actions[0]!.startsWith(`${publicUrl}/interaction/`), actions[0])
}

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
