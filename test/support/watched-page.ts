import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export interface WatchedPage {
  readonly page: Page
  /** Closes it; fails when it complained of anything, broke its policy or asked anybody but the server. */
  readonly close: () => Promise<void>
}

/** A page in a context of its own, as a person's browser that nobody has used before. */
export async function watchedPage(
  browser: Browser,
  { publicUrl }: { readonly publicUrl: string },
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    const ofPageItself =
      message.location().url === page.url() && message.text().startsWith('Failed to load resource')
    if (!ofPageItself) complaints.push(message.text())
  })
  context.on('request', request => {
    if (new URL(request.url()).origin !== publicUrl) complaints.push(request.url())
  })
  const close = async () => {
    await context.close()
    assert.deepEqual(complaints, [])
  }
  return { page, close }
}

/** Presses a button by its name and value and waits for the page it leads to. */
export const press = (page: Page, name: string, value: string): Promise<unknown> =>
  Promise.all([page.waitForEvent('load'), page.click(`button[name=${name}][value=${value}]`)])
