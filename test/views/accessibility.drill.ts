import assert from 'node:assert/strict'
import { languages } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { findViolationsInEveryLook } from '../support/find-violations.ts'
import { openPage } from '../support/open-page.ts'
import { servePages } from '../support/page-server.ts'
import { samplePages, samples } from './samples.ts'

describe('accessibility', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages(samplePages)
  })
  after(() => served.close())

  inChromium(browser => {
    for (const language of languages) {
      it(`axe finds nothing on any page in ${language}, on desktop and phone, light, dark and in forced colours`, async () => {
        const page = await openPage(browser(), { bypassCSP: true, reducedMotion: 'reduce' })
        for (const name of Object.keys(samples)) {
          await page.goto(`${served.publicUrl}/sample/${name}?lang=${language}`)
          assert.deepEqual(await findViolationsInEveryLook(page), [], name)
        }
        await page.context().close()
      })
    }

    it('offers yes and no in the same size, colour and row', async () => {
      const page = await browser().newPage()
      await page.goto(`${served.publicUrl}/sample/consent-request`)
      const [yes, no] = await page.$$eval('button[name=decision]', buttons =>
        buttons.map(button => {
          const { top, width, height } = button.getBoundingClientRect()
          const { backgroundColor, color, fontWeight } = getComputedStyle(button)
          return { top, width, height, backgroundColor, color, fontWeight }
        }),
      )
      assert.deepEqual(yes, no)
      assert.ok(yes!.height >= 44)
      await page.close()
    })

    it('is reached by keyboard in the order it is read, beginning with the way past the header', async () => {
      const page = await browser().newPage({ locale: 'nb-NO' })
      await page.goto(`${served.publicUrl}/sample/consent-request`)
      const reached: (string | null)[] = []
      for (let step = 0; step < 9; step++) {
        await page.keyboard.press('Tab')
        reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? null))
      }
      assert.deepEqual(reached, [
        'Hopp til innholdet',
        'Bokmål',
        'Nynorsk',
        'English',
        'Få mer tid',
        'Mine samtykker',
        'Logg ut',
        'Jeg samtykker',
        'Jeg samtykker ikke',
      ])
      await page.close()
    })
  })
})
