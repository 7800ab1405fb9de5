import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core'
import { borrowPage } from './open-page.ts'

export interface WatchedPage {
  readonly page: Page
  /**
   * For when nobody uses it any more. Fails when it complained of anything, broke its policy or asked anybody but the
   * server (and the askers).
   */
  readonly close: () => Promise<void>
}

interface Watched {
  readonly publicUrl: string
  /** Origins that the browser may be sent back to. */
  readonly askers?: readonly string[]
}

/** A page of a person's browser that nobody has used before. */
export async function watchedPage(
  browser: Browser,
  { publicUrl, askers = [] }: Watched,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const { page, giveBack } = await borrowPage(browser, options)
  const context = page.context()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    const ofPageItself =
      message.location().url === page.url() && message.text().startsWith('Failed to load resource')
    if (!ofPageItself) complaints.push(message.text())
  })
  const onRequest = (request: Request) => {
    const { origin } = new URL(request.url())
    const isWayBack = askers.includes(origin) && request.isNavigationRequest()
    if (origin !== publicUrl && !isWayBack) complaints.push(request.url())
  }
  context.on('request', onRequest)
  const close = async () => {
    page.removeAllListeners('pageerror').removeAllListeners('console').removeAllListeners('dialog')
    context.off('request', onRequest)
    await giveBack()
    assert.deepEqual(complaints, [])
  }
  return { page, close }
}

/** Presses a button by its name and value and waits for the page it leads to. */
export const press = (page: Page, name: string, value: string): Promise<unknown> =>
  Promise.all([page.waitForEvent('load'), page.click(`button[name=${name}][value=${value}]`)])
