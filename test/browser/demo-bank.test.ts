import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Language } from '../../server/domain/text/text.ts'
import { cookieJar } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { inChromium } from '../support/chromium.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { press, watchedPage } from '../support/watched-page.ts'

const largestPage = 60 * 1024

describe('a person at the Demo bank', () => {
  let server: DemoApp
  before(async () => {
    server = await startDemoApp()
  })
  after(() => server?.close())

  const begin = async (page: Page, language: Language = 'en', ask = 'lasting') => {
    await page.goto(`${server.publicUrl}/demo?lang=${language}`)
    await press(page, 'ask', ask)
  }
  const toQuestion = async (page: Page, language?: Language, ask?: string) => {
    await begin(page, language, ask)
    if (await page.$('button[name=outcome]')) await press(page, 'outcome', 'login')
  }
  const logIn = async (page: Page, nin: string) => {
    await page.fill('#pid', nin)
    await press(page, 'outcome', 'login')
  }
  const heading = (page: Page) => page.textContent('h1')

  inChromium(browser => {
    const open = (options = {}) => watchedPage(browser(), server, options)

    for (const [decision, status] of [
      ['accept', 'Accepted'],
      ['reject', 'Rejected'],
    ] as const) {
      it(`comes back logged out from a request of Altinn’s kind, with ${decision}`, async () => {
        const { page, close } = await open()
        await page.goto(`${server.publicUrl}/demo/altinn?lang=en`)
        await press(page, 'act', 'ask')
        await press(page, 'outcome', 'login')
        assert.match((await heading(page)) ?? '', /^Share information with SmekkFull Bank/)
        await press(page, 'decision', decision)
        assert.equal(new URL(page.url()).pathname, '/demo/altinn')
        assert.equal(await page.textContent('[role=status] code'), status)
        await page.goto(`${server.publicUrl}/consents`)
        assert.ok(await page.$('button[name=outcome]'))
        await close()
      })
    }

    it('needs no mouse', async () => {
      const { page, close } = await open()
      const go = async (selector: string) => {
        const goal = page.locator(selector).first()
        for (let step = 0; step < 40; step++) {
          await page.keyboard.press('Tab')
          if (await goal.evaluate(element => element === document.activeElement)) break
        }
        await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      }
      await page.goto(`${server.publicUrl}/demo?lang=nb`)
      await go('button[value=lasting]')
      await go('button[value=login]')
      await go('button[value=accept]')
      assert.equal(await heading(page), 'Demobanken fikk ja')
      await go('main a[href="/consents"]')
      await go('main .grants a')
      await go('main a[href$="/withdraw"]')
      await go('button[value=withdraw]')
      assert.equal(await page.locator('main .ds-tag').first().textContent(), 'Trukket tilbake')
      await close()
    })

    it('S34: sees nothing of a consent page that another page embeds', async () => {
      const { page, close } = await open()
      await toQuestion(page)
      const question = page.url()
      const storageState = await page.context().storageState()
      await close()
      const outer = await (await browser().newContext({ bypassCSP: true, storageState })).newPage()
      await outer.goto(`${server.publicUrl}/demo`)
      await outer.evaluate(url => {
        const frame = document.createElement('iframe')
        frame.src = url
        document.body.replaceChildren(frame)
        return new Promise(loaded => frame.addEventListener('load', loaded))
      }, question)
      const inner = outer.frames().at(-1)!
      assert.notEqual(inner, outer.mainFrame())
      assert.equal(await inner.locator('main').count(), 0)
      await outer.context().close()
    })

    it('S35: gives one consent with a double click, and sees the receipt on going back', async () => {
      const { page, close } = await open()
      await begin(page)
      await logIn(page, server.demo.persons[1]!.nin)
      const question = page.url()
      await page.dblclick('button[value=accept]', { noWaitAfter: true })
      await page.waitForURL('**/demo/answer')
      assert.equal(await heading(page), 'The Demo bank got a yes')
      await page.goto(question)
      assert.equal(await heading(page), 'You have consented')
      await page.goto(`${server.publicUrl}/consents`)
      assert.equal(await page.locator('main .grants li').count(), 1)
      await close()
    })

    it('S38: sees nothing of a question that was put to somebody else', async () => {
      const asked = await open()
      await toQuestion(asked.page)
      const other = await open()
      await other.page.goto(`${server.publicUrl}/consents?lang=en`)
      await logIn(other.page, server.demo.persons[1]!.nin)
      await other.page.goto(asked.page.url())
      assert.equal(await heading(other.page), 'There is nothing to answer here')
      assert.doesNotMatch((await other.page.textContent('body')) ?? '', /SmekkFull|Nora/)
      await other.close()
      await asked.close()
    })

    it('S43: gets a new session at login, which no script can read and no other site can send', async () => {
      const { page, close } = await open()
      const planted = { name: 'session', value: 'planted', url: server.publicUrl }
      await page.context().addCookies([planted])
      await toQuestion(page)
      const cookies = await page.context().cookies()
      const [session, ...more] = cookies.filter(({ name }) => name === 'session')
      assert.deepEqual(more, [])
      assert.notEqual(session!.value, planted.value)
      assert.ok(cookies.every(({ httpOnly }) => httpOnly))
      assert.ok(cookies.every(({ sameSite }) => sameSite === 'Lax'))
      assert.equal(await page.evaluate(() => document.cookie), '')
      await close()
    })

    it('S48: is not logged in by an answer that another browser asked for', async () => {
      const { page, close } = await open()
      await page.goto(`${await answerToSomebodyElse(server)}&lang=en`)
      assert.equal(await heading(page), 'The login was not completed')
      assert.equal((await page.context().cookies()).filter(({ name }) => name === 'session').length, 0)
      await close()
    })

    it('reads what a client says of an error as text', async () => {
      const { page, close } = await open()
      await begin(page)
      const hostile = '<img src=x onerror=alert(1)>'
      const query = new URLSearchParams({ error: hostile, error_description: hostile, state: hostile })
      await page.goto(`${server.publicUrl}/demo/callback?${query}`)
      assert.equal(await page.locator('main img').count(), 0)
      await close()
    })

    it('loads at most 60 KB for the consent page, everything counted', async () => {
      const { page, close } = await open()
      await toQuestion(page)
      const fresh = await open({ storageState: await page.context().storageState() })
      const session = await fresh.page.context().newCDPSession(fresh.page)
      await session.send('Network.enable')
      let bytes = 0
      session.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength
      })
      await fresh.page.goto(page.url(), { waitUntil: 'networkidle' })
      assert.equal(await fresh.page.locator('button[value=accept]').count(), 1)
      assert.ok(bytes > 5_000 && bytes <= largestPage, `${bytes} bytes`)
      await fresh.close()
      await close()
    })
  })
})

/** Where the identity provider sends a person who logged in with a browser of her own, before she goes there. */
async function answerToSomebodyElse({ publicUrl, demo }: DemoApp): Promise<string> {
  const pid = demo.persons[1]!.nin
  const stopAt = `${publicUrl}/login/callback`
  const { follow } = cookieJar(() => {})
  const login = await follow(`${publicUrl}/consents`, { stopAt })
  const { action, fields } = findForm(login.body, login.url, { name: 'outcome', value: 'login' })
  const answer = await follow(action, { form: { ...fields, pid, outcome: 'login' }, stopAt })
  return answer.url
}
