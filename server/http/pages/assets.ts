import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Context, Middleware } from 'koa'
import { colorRules, type OperatorLook } from './operator-look.ts'
import { securityHeaders } from '../security-headers.ts'

/** What the pages use of Designsystemet; everything else stays at home. */
const layers = {
  'ds.base': ['base', 'heading', 'label', 'paragraph'],
  'ds.components': [
    'link',
    'list',
    'button',
    'card',
    'alert',
    'tag',
    'skip-link',
    'details',
    'input',
    'field',
    'table',
  ],
}

const iconName = 'samtykke.svg'

interface Asset {
  readonly type: string
  readonly body: Buffer
  readonly zipped: Buffer
  readonly tag: string
}

export interface Assets {
  /** Address of the one style sheet, changing with its content. */
  readonly stylesheet: string
  readonly icon: string
  readonly logo: string | undefined
  readonly middleware: Middleware
  /** What is served, by its name below `/assets/`. */
  readonly files: ReadonlyMap<string, { readonly body: Buffer }>
}

/** The files the pages need, read and compressed once. Served below `/assets/`. */
export function loadAssets({ logo: picture, color }: OperatorLook = {}): Assets {
  const { css, icons } = separateIcons(styles() + (color ? colorRules(color) : ''))
  const style = asset('text/css', css)
  const icon = asset('image/svg+xml', readOwn(iconName))
  const logo = picture && asset(picture.type, picture.bytes)
  const files = new Map<string, Asset>([
    ...icons,
    ['samtykke.css', style],
    [iconName, icon],
    ...(logo ? [['logo', logo] as const] : []),
  ])
  return {
    stylesheet: `/assets/samtykke.css?${style.tag}`,
    icon: `/assets/${iconName}?${icon.tag}`,
    logo: logo && `/assets/logo?${logo.tag}`,
    middleware: serve(files),
    files,
  }
}

const require = createRequire(import.meta.url)

const styles = (): string =>
  [
    '@layer ds.theme, ds.base, ds.components;',
    readFileSync(require.resolve('@digdir/designsystemet-theme'), 'utf8'),
    ...Object.entries(layers).map(([layer, names]) => `@layer ${layer}{${names.map(component).join('')}}`),
    readOwn('samtykke.css'),
  ]
    .map(withoutComments)
    .join('\n')

const component = (name: string): string =>
  readFileSync(require.resolve(`@digdir/designsystemet-css/${name}.css`), 'utf8')

const readOwn = (name: string): string =>
  readFileSync(new URL(`../../../views/assets/${name}`, import.meta.url), 'utf8')

const withoutComments = (css: string): string =>
  css.replace(/@charset[^;]*;|\/\*.*?\*\//gs, '').replace(/\n\s*/g, '\n')

/** Pictures written into the style sheet become files of their own, so that the policy can forbid `data:`. */
function separateIcons(css: string): { css: string; icons: Map<string, Asset> } {
  const icons = new Map<string, Asset>()
  const linked = css.replace(/url\("data:image\/svg\+xml[^,"]*,([^"]*)"\)/g, (_, encoded: string) => {
    const icon = asset('image/svg+xml', decodeURIComponent(encoded))
    icons.set(`icon-${icon.tag}.svg`, icon)
    return `url("/assets/icon-${icon.tag}.svg")`
  })
  return { css: linked, icons }
}

function asset(type: string, content: string | Buffer): Asset {
  const body = Buffer.from(content)
  const tag = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { type, body, zipped: gzipSync(body, { level: 9 }), tag }
}

const path = /^\/assets\/([\w.-]+)$/

/** What browsers ask for that have read no page yet. */
const usualIcon = '/favicon.ico'

const serve =
  (files: ReadonlyMap<string, Asset>): Middleware =>
  (ctx, next) => {
    const name = ctx.path === usualIcon ? iconName : path.exec(ctx.path)?.[1]
    const file = files.get(name ?? '')
    if (!file || !['GET', 'HEAD'].includes(ctx.method)) return next()
    return send(ctx, file)
  }

function send(ctx: Context, { type, body, zipped, tag }: Asset): void {
  const named = ctx.querystring === tag || ctx.path.includes(tag)
  ctx.set({ ...securityHeaders(false), 'Content-Security-Policy': "default-src 'none'" })
  ctx.set('Cache-Control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
  ctx.vary('Accept-Encoding')
  ctx.type = type
  ctx.etag = tag
  ctx.status = 200
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  const zip = ctx.acceptsEncodings('gzip', 'identity') === 'gzip'
  if (zip) ctx.set('Content-Encoding', 'gzip')
  ctx.body = zip ? zipped : body
}
