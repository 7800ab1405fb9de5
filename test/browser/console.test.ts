import assert from 'node:assert/strict'
import { startDemoApp, type DemoApp } from '../support/demo-app.ts'
import { inChromium } from '../support/chromium.ts'
import { operatorVisitor, type Role, roles } from '../support/operator-visitor.ts'
import { type TouredPage, touredPage } from '../support/toured-page.ts'

const phone = { width: 375, height: 667 }
const desktop = { width: 1280, height: 800 }

interface Walked {
  readonly path: string
  readonly title: string
  readonly roles: readonly Role[]
  /** The page that it belongs to, where its own address does not say so. */
  readonly part?: string
}

/** Every page of the console that has an address of its own, and whose it is. */
const pages: readonly Walked[] = [
  { path: '/console/overview', title: 'Overview', roles: ['administrator', 'auditor'] },
  { path: '/console/support', title: 'Find somebody', roles: ['support'] },
  { path: '/console/consents', title: 'Consents and requests', roles: ['support'] },
  { path: '/console/clients', title: 'Clients', roles: ['administrator', 'auditor'] },
  { path: '/console/new-client', title: 'Add a client', roles: ['administrator'], part: '/console/clients' },
  { path: '/console/types', title: 'Consent types', roles: ['administrator', 'auditor'] },
  { path: '/console/new-type', title: 'New purpose', roles: ['administrator'], part: '/console/types' },
  { path: '/console/rights', title: 'Who may act for whom', roles: ['administrator', 'support'] },
  { path: '/console/rights/new', title: 'Register a right', roles: ['administrator'] },
  { path: '/console/rights/import', title: 'Import a file', roles: ['administrator'] },
  { path: '/console/evidence', title: 'Evidence of a consent', roles: ['support', 'auditor'] },
  { path: '/console/audit', title: 'What was done', roles: ['auditor'] },
]

describe('the console', () => {
  let app: DemoApp
  before(async () => {
    app = await startDemoApp()
  })
  after(() => app.close())

  inChromium(browser => {
    for (const role of roles) {
      for (const [size, viewport] of Object.entries({ phone, desktop })) {
        describe(`of ${role} on a ${size}`, () => {
          let tour: TouredPage
          before(async () => {
            const server = { publicUrl: app.managementUrl, askers: [] }
            tour = await touredPage(browser(), server, { viewport, locale: 'en-GB' })
            await logIn(tour, role, app.managementUrl)
          })
          after(() => tour.close())

          for (const { path, title, roles: whose, part = path } of pages) {
            const isHers = whose.includes(role)
            const isInHerPart = pages.some(one => one.roles.includes(role) && part.startsWith(one.path))
            it(`${isHers ? 'has' : 'refuses'} ${path}`, async () => {
              assert.equal(await tour.open(path), isHers ? title : 'This is not your task')
              const here = tour.page.locator('nav.tabs a[aria-current]')
              assert.equal(await here.count(), isInHerPart ? 1 : 0)
            })
          }

          it('links to what is hers alone', async () => {
            await tour.open('/console/log-out')
            const links = await tour.page.$$eval('nav.tabs a', all =>
              all.map(one => one.getAttribute('href')),
            )
            const hers = new Set(pages.filter(one => one.roles.includes(role)).map(({ path }) => path))
            for (const link of links) assert.ok(hers.has(link ?? ''), String(link))
          })
        })
      }
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
