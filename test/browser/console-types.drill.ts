import assert from 'node:assert/strict'
import { inChromium } from '../support/chromium.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { findViolations } from '../support/find-violations.ts'
import { operatorVisitor, type Role } from '../support/operator-visitor.ts'
import { type TouredPage, touredPage } from '../support/toured-page.ts'

const viewports = { phone: { width: 375, height: 667 }, desktop: { width: 1280, height: 800 } }

const overview = '/console/types/purpose/finance-overview'

describe('consent types in the console, in Chromium', () => {
  let app: DemoApp
  before(async () => {
    app = await startDemoApp()
  })
  after(() => app.close())

  inChromium(browser => {
    for (const [size, viewport] of Object.entries(viewports)) {
      describe(`on a ${size}`, () => {
        let tour: TouredPage
        const as = async (role: Role): Promise<void> => {
          const server = { publicUrl: app.managementUrl, askers: [] }
          tour = await touredPage(browser(), server, { viewport, locale: 'en-GB' })
          await logIn(tour, role, app.managementUrl)
        }
        afterEach(() => tour.close())

        it('are written from nothing to what stands, and changed', async () => {
          const id = `loan-${size}`
          await as('administrator')
          assert.equal(await tour.open('/console/types'), 'Consent types')
          await tour.follow('main a.ds-button')
          await tour.page.fill('#id', id)
          assert.equal(await tour.press('act', 'begin'), id)
          for (const language of ['nb', 'nn', 'en']) {
            await tour.page.fill(`[id="name.${language}"]`, 'Loan')
            await tour.page.fill(`[id="description.${language}"]`, 'The bank sees what you earn.')
            await tour.page.fill(`[id="when_declined.${language}"]`, 'The bank cannot answer you.')
          }
          await tour.page.fill('#permissions', 'income.read')
          assert.equal(await tour.press('act', 'save'), 'Loan')
          assert.equal(await tour.follow('a[href*="/draft/publish"]'), `Publish ${id}`)
          assert.equal(await tour.press('act', 'do'), 'Published')
          assert.equal(await tour.follow('main .answer a'), 'Loan')
          await tour.follow('a[href$="/draft"]')
          await tour.page.fill('#permissions', 'income.read debt.read')
          await tour.press('act', 'save')
          assert.match((await tour.page.textContent('main')) ?? '', /permissions holds more/)
          await tour.follow('a[href*="/draft/publish"]')
          await tour.press('act', 'do')
          await tour.follow('main .answer a')
          assert.equal(await tour.page.locator('ins').count(), 1)
        })

        it('have a form for templates, and JSON for all, that auditors only read', async () => {
          await as('administrator')
          for (const kind of [
            'consent_template',
            'consent_resource',
            'resource',
            'authorization_details_type',
          ]) {
            await tour.open(`/console/types?kind=${kind}`)
            await tour.open(`/console/new-type?kind=${kind}`)
          }
          await tour.page.fill('#id', `https-${size}`)
          await tour.press('act', 'begin')
          await tour.open(`${overview}/draft?as=json`)
          await tour.close()
          await as('auditor')
          await tour.open(overview)
          assert.equal(await tour.page.locator('form[method=post]').count(), 0)
        })

        it('are shown as people see them, at two widths', async () => {
          await as('administrator')
          await tour.page.goto(`${app.managementUrl}${overview}/pages`)
          assert.deepEqual(await findViolations(tour.page), [])
          const [phone, desktop] = await Promise.all(
            ['phone', 'desktop'].map(async width => {
              const frame = tour.page.locator(`.specimen__${width}`).first()
              await frame.scrollIntoViewIfNeeded()
              await frame.contentFrame().locator('h1').waitFor()
              return frame.evaluate(one => one.clientWidth)
            }),
          )
          assert.deepEqual([phone, desktop], [375, 1024])
          assert.equal(
            await tour.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            true,
          )
        })
      })
    }
  })
})

/** With the login that a browser without a window has made. */
async function logIn({ page }: TouredPage, role: Role, managementUrl: string): Promise<void> {
  const visitor = operatorVisitor(managementUrl)
  await visitor.logInAs(role)
  const [, value = ''] = /console-session=([^;]+)/.exec(visitor.cookies()) ?? []
  await page.context().addCookies([{ name: 'console-session', value, url: managementUrl }])
}
