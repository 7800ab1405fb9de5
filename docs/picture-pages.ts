import { writeFileSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { removeDataDir, startSamtykke } from '../test/support/samtykke-process.ts'
import { press } from '../test/support/watched-page.ts'

/** Pictures of the pages for `docs/pages.md`, from a demo of their own. Needs Chromium. */
const folder = new URL('./pages/', import.meta.url).pathname
const mail = { SAMTYKKE_SMTP_URL: 'smtp://127.0.0.1:9', SAMTYKKE_NOTICE_FROM: 'samtykke@samtykke.example' }
const largest = 60 * 1024

/** What can be told from the consent page alone, in the order of `docs/pages.md`. */
const sevenThings = [
  '.question section:nth-of-type(1) h2',
  '.question section:nth-of-type(2) p:nth-of-type(1)',
  '.question section:nth-of-type(2) p:nth-of-type(2)',
  '.question section:nth-of-type(3) h2',
  '.question section:nth-of-type(4) h2',
  '.folded details:nth-last-of-type(3) summary',
  '.folded details:nth-last-of-type(2) summary',
]

const server = await startSamtykke({ env: { SAMTYKKE_OPERATOR_NAME: 'Direktoratet', ...mail } })
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const context = await browser.newContext({ locale: 'nb-NO', viewport: { width: 640, height: 600 } })
  await walk(await context.newPage())
} finally {
  await browser.close()
  await server.stop()
  await removeDataDir(server)
}

async function walk(page: Page): Promise<void> {
  const open = async (path: string, name: string) => {
    await page.goto(`${server.publicUrl}${path}`)
    await picture(page, name)
  }
  await page.goto(`${server.publicUrl}/demo?lang=nb`)
  await press(page, 'ask', 'lasting')
  await press(page, 'outcome', 'login')
  await mark(page, sevenThings)
  await picture(page, 'consent-page')
  await press(page, 'decision', 'accept')
  await open('/consents', 'my-consents')
  const consent = (await page.getAttribute('main .grants a', 'href')) ?? ''
  await open(consent, 'one-consent')
  await open(`${consent}/receipt`, 'receipt')
  await open(`${consent}/withdraw`, 'withdrawal')
  await open('/notices', 'notices')
  await open('/session', 'session')
  await open('/accessibility', 'accessibility')
}

/** The whole page as WebP, as sharp as fits into the size. */
async function picture(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  for (let quality = 80; quality >= 20; quality -= 10) {
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      captureBeyondViewport: true,
      clip: { ...(await sizeOf(page)), x: 0, y: 0, scale: 1 },
    })
    const bytes = Buffer.from(data, 'base64')
    if (bytes.length > largest) continue
    writeFileSync(`${folder}${name}.webp`, bytes)
    return
  }
  throw new Error(`The picture of ${name} is larger than ${largest} bytes`)
}

function sizeOf(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth: width, scrollHeight: height } = document.documentElement
    return { width, height }
  })
}

/** Puts a number at the left of each of these, which must be there. */
async function mark(page: Page, selectors: readonly string[]): Promise<void> {
  await page.evaluate(all => {
    for (const [index, selector] of all.entries()) {
      const { top, height } = document.querySelector(selector)!.getBoundingClientRect()
      const badge = document.body.appendChild(document.createElement('b'))
      badge.textContent = String(index + 1)
      Object.assign(badge.style, {
        position: 'absolute',
        left: '4px',
        top: `${top + globalThis.scrollY + height / 2 - 14}px`,
        width: '28px',
        height: '28px',
        borderRadius: '14px',
        background: '#b3261e',
        color: '#fff',
        font: 'bold 16px/28px sans-serif',
        textAlign: 'center',
      })
    }
  }, selectors)
}
