import assert from 'node:assert/strict'
import type { BrowserContextOptions } from 'playwright-core'
import { languages } from '../../server/domain/text.ts'
import { inChromium } from '../support/chromium.ts'
import { findViolations, sidewaysOverflow } from '../support/find-violations.ts'
import { servePages } from '../support/page-server.ts'
import { samplePages, samples } from './samples.ts'

/** 400 % zoom of a 1280 pixels wide window is a window of 320. */
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  'as usual': {},
  'in the dark': { colorScheme: 'dark' },
  'at 320 pixels or 400 % zoom': { viewport: { width: 320, height: 640 } },
  'in forced colours': { forcedColors: 'active' },
}

describe('accessibility', function () {
  this.timeout(60_000)
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages(samplePages)
  })
  after(() => served.close())

  inChromium(browser => {
    for (const [look, options] of Object.entries(looks)) {
      it(`axe finds nothing on any page ${look}, in any language`, async () => {
        const context = await browser().newContext({ ...options, bypassCSP: true, javaScriptEnabled: true })
        const page = await context.newPage()
        for (const name of Object.keys(samples)) {
          for (const language of look === 'as usual' ? languages : (['nb'] as const)) {
            await page.goto(`${served.publicUrl}/sample/${name}?lang=${language}`)
            assert.deepEqual(await findViolations(page), [], `${name} in ${language}`)
            assert.equal(await sidewaysOverflow(page), 0, name)
          }
        }
        await context.close()
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
      for (let step = 0; step < 8; step++) {
        await page.keyboard.press('Tab')
        reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? null))
      }
      assert.deepEqual(reached, [
        'Hopp til innholdet',
        'Bokmål',
        'Nynorsk',
        'English',
        'Mine samtykker',
        'Logg ut',
        'Jeg samtykker',
        'Jeg samtykker ikke',
      ])
      await page.close()
    })

    it('loads nothing from anywhere else and breaks no rule of its own policy', async () => {
      const page = await browser().newPage()
      const complaints: string[] = []
      page.on('console', message => complaints.push(message.text()))
      page.on('request', request => {
        if (!request.url().startsWith(served.publicUrl)) complaints.push(request.url())
      })
      for (const name of Object.keys(samples)) await page.goto(`${served.publicUrl}/sample/${name}`)
      assert.deepEqual(complaints, [])
      await page.close()
    })
  })
})
