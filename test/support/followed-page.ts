import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export interface FollowedPage {
  readonly page: Page
  /**
   * Does something and waits until the browser asks for an address that begins so, that of an app included. Fails when
   * its policy keeps it from going there.
   */
  readonly leads: (act: (page: Page) => Promise<unknown>, address: string) => Promise<void>
  /** Presses a button, which leads there. */
  readonly pressTo: (name: string, value: string, address: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** A person's browser whose every step is followed, also into an app that is not installed. */
export async function followedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<FollowedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const steps = new EventTarget()
  const asked: string[] = []
  const refusals: string[] = []
  page.on('request', request => {
    asked.push(request.url())
    steps.dispatchEvent(new Event('step'))
  })
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) refusals.push(message.text())
    steps.dispatchEvent(new Event('step'))
  })

  const leads: FollowedPage['leads'] = async (act, address) => {
    asked.length = 0
    await act(page)
    const isThere = () => asked.some(url => url.startsWith(address))
    while (!isThere() && refusals.length === 0) await once(steps, 'step')
    assert.deepEqual(refusals, [])
    if (address.startsWith('http')) await page.waitForURL(url => url.href.startsWith(address))
  }
  return {
    page,
    leads,
    pressTo: (name, value, address) =>
      leads(() => page.click(`button[name=${name}][value=${value}]`, { noWaitAfter: true }), address),
    close: () => context.close(),
  }
}
