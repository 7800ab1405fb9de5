import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  path => existsSync(path),
)

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Tests in a real browser: skipped where there is none, failing there when `SAMTYKKE_TEST_REQUIRE_CHROMIUM=1`. */
export function inChromium(define: (browser: () => Browser) => void): void {
  if (!executablePath) {
    it('needs Chromium, which is not installed here', function () {
      if (process.env.SAMTYKKE_TEST_REQUIRE_CHROMIUM === '1') throw new Error('Chromium is required')
      this.skip()
    })
    return
  }
  let browser: Browser
  before(async () => {
    browser = await chromium.launch({ executablePath, args })
  })
  after(() => browser.close())
  define(() => browser)
}
