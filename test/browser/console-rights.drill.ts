import assert from 'node:assert/strict'
import { inChromium } from '../support/chromium.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { operatorVisitor } from '../support/operator-visitor.ts'
import { nora, ola } from '../support/portal-visitor.ts'
import { type TouredPage, touredPage } from '../support/toured-page.ts'

const viewports = { phone: { width: 375, height: 667 }, desktop: { width: 1280, height: 800 } }

describe('rights in the console, in Chromium', () => {
  let app: DemoApp
  before(async () => {
    app = await startDemoApp()
  })
  after(() => app.close())

  inChromium(browser => {
    for (const [size, viewport] of Object.entries(viewports)) {
      describe(`on a ${size}`, () => {
        let tour: TouredPage
        beforeEach(async () => {
          const server = { publicUrl: app.managementUrl, askers: [] }
          tour = await touredPage(browser(), server, { viewport, locale: 'en-GB' })
          await logIn(tour, app.managementUrl)
        })
        afterEach(() => tour.close())

        const choose = (selector: string, name: string, text: string) =>
          tour.page.setInputFiles(selector, { name, mimeType: 'text/csv', buffer: Buffer.from(text) })
        const main = async () => (await tour.page.textContent('main')) ?? ''

        it('are registered with a document, found and ended', async () => {
          await tour.open('/console/rights/new')
          await tour.page.fill('#actor', ola)
          await tour.page.fill('#on_behalf_of', ola)
          assert.equal(await tour.press('act', 'give'), 'Register a right')
          assert.equal(await tour.page.getAttribute('#on_behalf_of', 'aria-invalid'), 'true')
          await tour.page.fill('#on_behalf_of', nora)
          await choose('#document', 'decision.pdf', 'The court has decided')
          assert.equal(await tour.press('act', 'give'), 'The right is registered')
          assert.match(await main(), /decision\.pdf/)
          await tour.open('/console/rights')
          await tour.page.fill('#number', nora)
          await tour.press('act', 'find')
          assert.match(await main(), /decision\.pdf/)
          assert.equal(await tour.follow('td a[href$="/end"]'), 'End the right')
          await tour.page.fill('#reason', 'It is over')
          assert.equal(await tour.press('act', 'do'), 'Who may act for whom')
        })

        it('are taken over from a file, which is chosen twice', async () => {
          const rights = `actor,on_behalf_of,kind\n${nora},${ola},parent\n`
          await tour.open('/console/rights/import')
          await tour.page.fill('#source', `parents-${size}`)
          await choose('#file', 'parents.csv', `${rights}nobody,nobody,parent\n`)
          assert.equal(await tour.press('act', 'try'), 'Import a file')
          assert.match(await main(), /Line 3/)
          await choose('#file', 'parents.csv', rights)
          assert.equal(await tour.press('act', 'try'), 'This would happen')
          await choose('#file', 'parents.csv', rights)
          assert.equal(await tour.press('act', 'take'), 'The file is imported')
        })
      })
    }
  })
})

/** With the login that a browser without a window has made. */
async function logIn({ page }: TouredPage, managementUrl: string): Promise<void> {
  const visitor = operatorVisitor(managementUrl)
  await visitor.logInAs('administrator')
  const [, value = ''] = /console-session=([^;]+)/.exec(visitor.cookies()) ?? []
  await page.context().addCookies([{ name: 'console-session', value, url: managementUrl }])
}
