import assert from 'node:assert/strict'
import type { BrowserContext, Page } from 'playwright-core'
import { inChromium } from '../support/chromium.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { findViolations } from '../support/find-violations.ts'
import { openAskersDoor } from '../support/askers-door.ts'
import { askers } from '../support/askers.ts'
import { nora, ola } from '../support/portal-visitor.ts'
import { press } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

describe('two tabs of one browser', function () {
  this.timeout(180_000)
  let app: WholeApp
  let door: Awaited<ReturnType<typeof openAskersDoor>>
  let ask: () => Promise<string>
  let context: BrowserContext
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    door = await openAskersDoor()
    app = await startWholeApp(database)
    ask = (await askers(app, door.back)).all.oauth.ask
  })
  after(async () => {
    await app?.close()
    await door?.close()
  })

  inChromium(browser => {
    beforeEach(async () => {
      context = await browser().newContext({ locale: 'en-GB' })
    })
    afterEach(() => context.close())

    const heading = (page: Page) => page.textContent('h1')
    const logIn = async (page: Page, pid: string) => {
      await page.fill('#pid', pid)
      await press(page, 'outcome', 'login')
    }
    const open = async (path: string) => {
      const page = await context.newPage()
      await page.goto(new URL(path, app.publicUrl).href)
      return page
    }
    const follow = (page: Page, words: string) =>
      Promise.all([page.waitForEvent('load'), page.click(`main a:text-is("${words}")`)])

    it('of two persons: the first is told who is logged in now, logs in again and answers', async () => {
      const mine = await open(await ask())
      await logIn(mine, nora)
      await logIn(await open('/consents?login=again'), ola)
      await press(mine, 'decision', 'accept')
      assert.equal(await heading(mine), 'Somebody else is logged in now')
      assert.match(
        (await mine.textContent('main'))!,
        /^\s*Somebody else is logged in now\s+Ola Nordheim has logged in/,
      )
      assert.doesNotMatch((await mine.textContent('body'))!, /Nora/)
      assert.deepEqual(await findViolations(mine), [])
      await follow(mine, 'Log in as yourself')
      await logIn(mine, nora)
      assert.match((await heading(mine))!, /asks for your consent/)
      await press(mine, 'decision', 'accept')
      assert.match(mine.url(), /[?&]code=/)
    })

    it('of two persons: the second goes back to the asker of the first, without an answer', async () => {
      const mine = await open(await ask())
      await logIn(mine, nora)
      await logIn(await open('/consents?login=again'), ola)
      await press(mine, 'decision', 'reject')
      await press(mine, 'decision', 'leave')
      assert.match(mine.url(), /error=access_denied/)
    })

    it('of one who logs out in the other: she is told so, logs in and answers', async () => {
      const mine = await open(await ask())
      await logIn(mine, nora)
      const other = await open('/session/end')
      await press(other, 'logout', 'yes')
      await press(mine, 'decision', 'accept')
      assert.equal(await heading(mine), 'Log in again')
      assert.match((await mine.textContent('main'))!, /logged out in another tab/)
      await follow(mine, 'Log in and continue')
      await logIn(mine, nora)
      await press(mine, 'decision', 'accept')
      assert.match(mine.url(), /[?&]code=/)
    })
  })
})
