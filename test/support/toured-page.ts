import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Response } from 'playwright-core'
import { contentSecurityPolicy } from '../../server/http/security-headers.ts'
import { findViolations } from './find-violations.ts'
import { press, watchedPage } from './watched-page.ts'

const largestPage = 60 * 1024

/** Of pages whose forms stay, and of those whose forms lead out. */
const policies = [contentSecurityPolicy(), contentSecurityPolicy({ formsLeadOut: true })].map(inOrder)

interface Server {
  readonly publicUrl: string
  /** Origins that the browser may be sent back to. */
  readonly askers: readonly string[]
}

/** The words of pages that axe has found nothing on: it is asked once of those that read the same. */
const seen = new Set<string>()

export type TouredPage = Awaited<ReturnType<typeof touredPage>>

/** A person's browser in which every page that is looked at must be without fault. */
export async function touredPage(browser: Browser, server: Server, options: BrowserContextOptions = {}) {
  const { page, close } = await watchedPage(browser, server, { reducedMotion: 'reduce', ...options })
  let sent: string | undefined
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  const onResponse = (response: Response) => {
    const isPage = response.request().isNavigationRequest() && response.status() !== 303
    if (!isPage) return
    sent = response.headers()['content-security-policy']
    bytes = 0
  }
  page.on('response', onResponse)

  const look = async (): Promise<string> => {
    const { pathname } = new URL(page.url())
    const words = ((await page.textContent('body')) ?? '').replace(/[0-9]/g, '')
    if (!seen.has(words)) assert.deepEqual(await findViolations(page), [], pathname)
    seen.add(words)
    assert.equal(await page.locator('h1').count(), 1, pathname)
    assert.equal(await page.locator('script').count(), 0, pathname)
    assert.ok(policies.includes(inOrder(sent)), `${pathname}: ${sent}`)
    assert.ok(bytes > 0 && bytes <= largestPage, `${pathname}: ${bytes} bytes`)
    return (await page.textContent('h1')) ?? ''
  }
  return {
    page,
    async close() {
      page.off('response', onResponse)
      await session.detach()
      await close()
    },
    /** Fails on what axe finds, more than 60 KB, a script or a weaker policy; gives the heading. */
    look,
    async open(path: string): Promise<string> {
      await page.goto(new URL(path, server.publicUrl).href)
      return look()
    },
    async follow(selector: string): Promise<string> {
      await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
      return look()
    },
    /** Presses a button that leads to another page of ours. */
    async press(name: string, value: string): Promise<string> {
      await press(page, name, value)
      return look()
    },
    /** Presses a button that leads back to the asker; gives the address. */
    async pressBack(name: string, value: string): Promise<string> {
      await press(page, name, value)
      assert.ok(server.askers.includes(new URL(page.url()).origin), page.url())
      return page.url()
    },
  }
}

/** The order of directives means nothing. */
function inOrder(policy = ''): string {
  return policy.split('; ').toSorted().join('; ')
}
