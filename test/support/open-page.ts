import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/**
 * A page in a context of its own, as a person's browser that nobody has used before. Its window shows nothing but the
 * page: Chromium draws its tabs anew while a page loads, which takes longer than many a page.
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
