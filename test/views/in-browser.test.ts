import assert from 'node:assert/strict'
import { languages } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { openPage } from '../support/open-page.ts'
import { servePages } from '../support/page-server.ts'
import { samplePages } from './samples.ts'

const sizes = [
  { width: 375, height: 667 },
  { width: 1280, height: 800 },
]

describe('pages in a browser without JavaScript', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages(samplePages)
  })
  after(() => served.close())

  inChromium(browser => {
    it('put the focus on what is wrong in a form, and on the field from there, in every language and size', async () => {
      for (const viewport of sizes) {
        const page = await openPage(browser(), { javaScriptEnabled: false, viewport })
        for (const language of languages) {
          await page.goto(`${served.publicUrl}/sample/notices-refused?lang=${language}`)
          await page.locator('[role=alert]:focus').waitFor()
          await page.keyboard.press('Tab')
          await page.keyboard.press('Enter')
          await page.locator('#email:focus').waitFor()
        }
        await page.context().close()
      }
    })

    for (const forcedColors of ['none', 'active'] as const) {
      it(`underline the chosen tab and no other (forced colours: ${forcedColors})`, async () => {
        const page = await openPage(browser(), { forcedColors })
        await page.goto(`${served.publicUrl}/sample/my-consents`)
        const drawn = await page.$$eval('.tabs a', tabs =>
          tabs.map(tab => {
            const { borderBottomColor, borderBottomWidth, borderBottomStyle } = getComputedStyle(tab)
            const isDrawn = borderBottomStyle !== 'none' && borderBottomWidth !== '0px'
            return isDrawn && !/, 0\)$|^transparent$/.test(borderBottomColor)
          }),
        )
        const chosen = await page.$$eval('.tabs a', tabs => tabs.map(tab => tab.hasAttribute('aria-current')))
        assert.deepEqual(drawn, chosen)
        await page.context().close()
      })
    }
  })
})
