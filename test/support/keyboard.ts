import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Goes with the Tab key to the first element that fits, which must come within sixty steps. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const goal = page.locator(selector).first()
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    if (await goal.evaluate(element => element === document.activeElement)) return
  }
  assert.fail(`${selector} is not reached`)
}

/** Goes there, and on to where it leads. */
export async function enter(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}
