import { openChromium } from './chromium.ts'

interface Pictured {
  /** A `file:` address. */
  readonly url: string
  /** In CSS pixels. */
  readonly width: number
}

/** Takes pictures of whole pages with the Chromium at a path, as PNG, in their order. */
export async function picturePages(program: string, pages: readonly Pictured[]): Promise<readonly Buffer[]> {
  const chromium = openChromium(program)
  try {
    const pictures: Buffer[] = []
    const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true })
    const send = (method: string, parameters?: Readonly<Record<string, unknown>>) =>
      chromium.send(method, parameters, sessionId as string)
    await send('Page.enable')
    for (const { url, width } of pages) {
      await send('Emulation.setDeviceMetricsOverride', {
        width,
        height: 667,
        deviceScaleFactor: 2,
        mobile: false,
      })
      const loaded = chromium.event('Page.loadEventFired')
      await send('Page.navigate', { url })
      await loaded
      const { data } = await send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true })
      pictures.push(Buffer.from(data as string, 'base64'))
    }
    return pictures
  } finally {
    await chromium.close()
  }
}
