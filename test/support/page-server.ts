import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { etaPageRenderer } from '../../adapters/eta/page-renderer.ts'
import { loadAssets } from '../../server/http/pages/assets.ts'
import { mountPages } from '../../server/http/pages/mount-pages.ts'
import type { Pages } from '../../server/http/pages/pages.ts'

export const assets = loadAssets()

export const renderer = etaPageRenderer({ operatorName: 'Testdirektoratet', ...assets })

/** Pages on a free port of this machine, as they are served; as from `publishedAt` when that is said. */
export async function servePages(pages: Pages, publishedAt?: string) {
  const koa = new Koa()
  koa.silent = true
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const publicUrl = `http://127.0.0.1:${port}`
  koa.use(assets.middleware).use(mountPages(pages, { renderer, publicUrl: publishedAt ?? publicUrl }))
  server.on('request', koa.callback())
  return {
    publicUrl,
    koa,
    close: () =>
      new Promise(closed => {
        server.close(closed)
        server.closeAllConnections()
      }),
  }
}
