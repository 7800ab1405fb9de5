import assert from 'node:assert/strict'
import { inChromium } from '../support/chromium.ts'
import { openPage } from '../support/open-page.ts'
import { servePages } from '../support/page-server.ts'
import { samplePages } from './samples.ts'

describe('a printed page', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages(samplePages)
  })
  after(() => served.close())

  inChromium(browser => {
    it('shows what lies closed on the screen, and no buttons, forms or ways on', async () => {
      const page = await openPage(browser())
      await page.goto(`${served.publicUrl}/sample/consent-detail?lang=nb`)
      const read = page.locator('details .read')
      const isShown = () => read.evaluate(one => one.checkVisibility({ contentVisibilityAuto: true }))
      assert.equal(await isShown(), false)
      await page.emulateMedia({ media: 'print' })
      while (!(await isShown())) await page.waitForTimeout(20)
      assert.ok((await read.boundingBox())!.height > 20)
      for (const name of ['consent-detail', 'consent-request', 'my-consents', 'notices', 'withdraw']) {
        await page.goto(`${served.publicUrl}/sample/${name}?lang=nb`)
        const left = page.locator('.ds-button, form, .top__account, .top__languages, .ds-skip-link')
        assert.deepEqual(await left.filter({ visible: true }).allTextContents(), [], name)
      }
      await page.context().close()
    })
  })
})
