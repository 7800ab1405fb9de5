import assert from 'node:assert/strict'
import { startDemoApp, type DemoApp } from '../support/demo-app.ts'
import { consoleWorld } from '../support/console-world.ts'
import { inChromium } from '../support/chromium.ts'
import { operatorVisitor, type Role, roles } from '../support/operator-visitor.ts'
import { nora } from '../support/portal-visitor.ts'
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
  { path: '/console/approvals', title: 'Waiting for approval', roles: ['administrator'] },
  { path: '/console/audit', title: 'What was done', roles: ['auditor'] },
]

/** Those about something there is, below the parts. */
const pagesBelow = ({ reader, grant, answered }: World): readonly Walked[] => [
  { path: '/console/overview?days=365', title: 'Overview', roles: ['administrator', 'auditor'] },
  { path: `/console/parties/${reader.id}`, title: reader.displayName, roles: ['support'] },
  { path: `/console/parties/${reader.id}/log-out`, title: 'Log the person out', roles: ['support'] },
  { path: `/console/parties/${reader.id}/erase`, title: 'Erase the person', roles: ['support'] },
  { path: `/console/grants/${grant.id}`, title: 'Consent to SmekkFull Bank', roles: ['support'] },
  { path: `/console/grants/${grant.id}/revoke`, title: 'Withdraw the consent', roles: ['support'] },
  { path: `/console/requests/${answered.id}`, title: 'Request from SmekkFull Bank', roles: ['support'] },
  { path: '/console/consents?client=demo-web', title: 'Consents and requests', roles: ['support'] },
  { path: '/console/clients/demo-web', title: 'Demobanken', roles: ['administrator', 'auditor'] },
  { path: '/console/new-client', title: 'Add a client', roles: ['administrator'] },
  {
    path: '/console/new-client?preset=oauth.web',
    title: 'Website that asks for consent',
    roles: ['administrator'],
  },
  { path: '/console/clients/demo-web/change', title: 'Change demo-web', roles: ['administrator'] },
  { path: '/console/clients/demo-web/secret', title: 'A new secret for demo-web', roles: ['administrator'] },
  { path: '/console/clients/demo-web/suspend', title: 'Suspend demo-web', roles: ['administrator'] },
  { path: '/console/clients/demo-web/resume', title: 'Resume demo-web', roles: ['administrator'] },
  { path: '/console/clients/demo-web/remove', title: 'Remove demo-web', roles: ['administrator'] },
]

type World = Awaited<ReturnType<typeof consoleWorld>>

describe('the console', () => {
  let app: DemoApp
  let below: readonly Walked[]
  before(async () => {
    app = await startDemoApp()
    below = pagesBelow(await consoleWorld(app))
    while (!(await app.stores.tallies.gather()));
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
              const here = tour.page.locator('header nav.tabs a[aria-current]')
              assert.equal(await here.count(), isInHerPart ? 1 : 0)
            })
          }

          it('has every page of hers below the parts, none that must be scrolled sideways, and refuses the others', async () => {
            if (role === 'support') await lookUp(tour)
            for (const { path, title, roles: whose } of below) {
              assert.equal(
                await tour.open(path),
                whose.includes(role) ? title : 'This is not your task',
                path,
              )
              assert.ok(await fits(tour), path)
            }
          })

          it('links to what is hers alone', async () => {
            await tour.open('/console/log-out')
            const links = await tour.page.$$eval('header nav.tabs a', all =>
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

/** Says why she looks, which counts for the day. */
async function lookUp({ page, open, press }: TouredPage): Promise<void> {
  await open('/console/support')
  await page.fill('#number', nora)
  await page.fill('#reason', 'She called and asks who has her income')
  assert.equal(await press('act', 'find'), 'Nora Naturlig')
}

const fits = ({ page }: TouredPage): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth)

/** With the login that a browser without a window has made. */
async function logIn({ page }: TouredPage, role: Role, managementUrl: string): Promise<void> {
  const visitor = operatorVisitor(managementUrl)
  await visitor.logInAs(role)
  const [, value = ''] = /console-session=([^;]+)/.exec(visitor.cookies()) ?? []
  await page.context().addCookies([{ name: 'console-session', value, url: managementUrl }])
}
