import assert from 'node:assert/strict'
import { randomPKCECodeVerifier, calculatePKCECodeChallenge } from 'openid-client'
import { shownDetails } from '../../server/demo/world/detail-types.ts'
import { languages } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { findViolations } from '../support/find-violations.ts'
import { press, watchedPage } from '../support/watched-page.ts'

const phone = { width: 375, height: 667 }
const desktop = { width: 1280, height: 800 }

describe('the page of a rich authorization request', () => {
  let server: DemoApp
  before(async () => {
    server = await startDemoApp()
  })
  after(() => server?.close())

  inChromium(browser => {
    it('R2, R7: has nothing that axe finds in any language, and its boxes work without JavaScript', async () => {
      const { example, partial } = shownDetails
      const asked = [example, { ...partial, identifier: 'x'.repeat(40) }, partial]
      const query = new URLSearchParams({
        client_id: server.demo.clients.oauth.web.client_id,
        redirect_uri: `${server.publicUrl}/demo/callback`,
        response_type: 'code',
        scope: 'openid income.read',
        code_challenge: await calculatePKCECodeChallenge(randomPKCECodeVerifier()),
        code_challenge_method: 'S256',
        authorization_details: JSON.stringify(asked),
      })
      for (const javaScriptEnabled of [true, false]) {
        const { page, close } = await watchedPage(browser(), server, {
          viewport: phone,
          bypassCSP: javaScriptEnabled,
          javaScriptEnabled,
        })
        await page.goto(`${server.publicUrl}/authorize?${query}`)
        await press(page, 'outcome', 'login')
        for (const language of javaScriptEnabled ? languages : []) {
          await page.click(`.top__languages a[lang=${language}]`)
          for (const viewport of [phone, desktop]) {
            await page.setViewportSize(viewport)
            assert.deepEqual(await findViolations(page), [], `${language}, ${viewport.width} px`)
          }
        }
        assert.equal(await page.locator('input[type=checkbox]:checked').count(), 2)
        await page.locator('input[type=checkbox]').first().uncheck()
        await press(page, 'decision', 'accept')
        assert.ok(page.url().includes('/demo'), page.url())
        await close()
      }
      const given = await server.stores.database.knex('authorization_grant').orderBy('created_at')
      assert.deepEqual(
        given.map(({ details }) => details.length),
        [2, 2],
      )
    })
  })
})
