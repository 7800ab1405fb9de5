import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rules whose verdict depends on colours and places, not on what is written. */
const rulesOfLooks = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

const wide = { width: 1280, height: 800 }

/** What 400 % zoom makes of `wide`. */
const narrow = { width: 320, height: 640 }

/** After the first, which every rule is held to. */
const otherLooks = [
  { size: wide, colorScheme: 'dark' },
  { size: narrow, colorScheme: 'dark' },
  { size: narrow, colorScheme: 'light' },
] as const

type Subset = { readonly type: 'rule'; readonly values: readonly string[] } | readonly string[]

/** What axe holds against the page as it is shown now, one line each. The page's context must bypass the policy. */
export async function findViolations(page: Page, runOnly: Subset = rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const { violations } = await page.evaluate<AxeResults, Subset>(
    only => Reflect.get(globalThis, 'axe').run(document, { runOnly: only }),
    runOnly,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

/**
 * What is wrong with the page in light and in dark, wide and narrow: what axe finds, and having to scroll sideways. The
 * context must bypass the policy and want no motion.
 */
export async function findViolationsInEveryLook(page: Page): Promise<string[]> {
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
  const found = await findViolations(page)
  for (const { size, colorScheme } of otherLooks) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    const violations = await findViolations(page, { type: 'rule', values: rulesOfLooks })
    found.push(...violations.map(violation => `${colorScheme}, ${size.width} px: ${violation}`))
  }
  if ((await sidewaysOverflow(page)) > 0) found.push('One must scroll sideways')
  return found
}

/** How many CSS pixels the page is wider than its window: 0 when nobody must scroll sideways. */
const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - globalThis.innerWidth))
