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

const phone = { width: 375, height: 667 }

/** Every width with every choice of colours; forced colours come in the colour scheme that is a browser's own. */
const looks = [wide, phone, narrow].flatMap(viewport => [
  { viewport, colorScheme: 'light', forcedColors: null } as const,
  { viewport, colorScheme: 'dark', forcedColors: null } as const,
  { viewport, colorScheme: 'light', forcedColors: 'active' } as const,
])

/**
 * What is wrong with the page on a desktop, on a phone and at 400 % zoom, each light, dark and in forced colours: what axe
 * finds, and having to scroll sideways. The context must want no motion.
 */
export async function findViolationsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [index, { viewport, ...media }] of looks.entries()) {
    await page.setViewportSize(viewport)
    await page.emulateMedia(media)
    const look = `${media.forcedColors ? 'forced colours' : media.colorScheme}, ${viewport.width} px`
    const violations = await findViolations(page, index === 0 ? rules : rulesOfLooks)
    found.push(...violations.map(violation => `${look}: ${violation}`))
    if ((await sidewaysOverflow(page)) > 0) found.push(`${look}: One must scroll sideways`)
  }
  await page.emulateMedia({ forcedColors: null })
  return found
}

/** How many CSS pixels the page is wider than its window: 0 when nobody must scroll sideways. */
const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - globalThis.innerWidth))
