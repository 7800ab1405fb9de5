import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Result, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rules whose verdict depends on colours and places, not on what is written. */
const rulesOfLooks: Subset = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'],
}

const wide = { width: 1280, height: 800 }

/** What 400 % zoom makes of `wide`. */
const narrow = { width: 320, height: 640 }

/** Nothing is told of what is well, and no style sheet is fetched once more: no rule here reads its text. */
const onlyFaults = { resultTypes: ['violations'], preload: { assets: ['media'] } }

type Subset = { readonly type: 'rule'; readonly values: readonly string[] } | readonly string[]

/** What axe holds against the page as it is shown now, one line each. */
export async function findViolations(page: Page, runOnly: Subset = rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const violations = await page.evaluate<Result[], RunOptions>(
    async options => {
      const results = await Reflect.get(globalThis, 'axe').run(document, options)
      return results.violations
    },
    { ...onlyFaults, runOnly } as RunOptions,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

/**
 * What is wrong with the page, wide and light, then narrow and dark: what axe finds, and having to scroll sideways. Each
 * colour and each width is seen once. The context must want no motion.
 */
export async function findViolationsInEveryLook(page: Page): Promise<string[]> {
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
  const found = await findViolations(page)
  await page.setViewportSize(narrow)
  await page.emulateMedia({ colorScheme: 'dark' })
  const narrowly = await findViolations(page, rulesOfLooks)
  found.push(...narrowly.map(violation => `dark, ${narrow.width} px: ${violation}`))
  if ((await sidewaysOverflow(page)) > 0) found.push('One must scroll sideways')
  return found
}

/** What axe finds when the person chose the colours herself, wide, in the colour scheme that is a browser's own. */
export async function findViolationsInForcedColours(page: Page): Promise<string[]> {
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  const found = await findViolations(page, rulesOfLooks)
  await page.emulateMedia({ forcedColors: null })
  return found.map(violation => `forced colours: ${violation}`)
}

/** How many CSS pixels the page is wider than its window: 0 when nobody must scroll sideways. */
const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - globalThis.innerWidth))
