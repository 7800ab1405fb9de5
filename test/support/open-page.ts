import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/**
 * A page in a context of its own. Its window shows nothing but the page: Chromium draws its tabs anew while a page loads,
 * which takes longer than many a page.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'fullscreen' } })
  await session.detach()
  return page
}

const rested = new WeakMap<Browser, Map<string, Page[]>>()

/**
 * A page without cookies but those of the options. It is one that was given back with the same options, where there is one:
 * to open one takes as long as three loads. `giveBack` when nobody listens to it any more.
 */
export async function borrowPage(browser: Browser, options: BrowserContextOptions = {}) {
  const alike = pagesLike(browser, JSON.stringify(options))
  const page = alike.pop() ?? (await openPage(browser, options))
  const giveBack = async () => {
    if (options.storageState) return page.context().close()
    await page.context().clearCookies()
    alike.push(page)
  }
  return { page, giveBack }
}

function pagesLike(browser: Browser, options: string): Page[] {
  const pages = rested.get(browser) ?? new Map<string, Page[]>()
  rested.set(browser, pages)
  if (!pages.has(options)) pages.set(options, [])
  return pages.get(options)!
}
