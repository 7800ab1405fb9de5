import type { Middleware } from 'koa'

interface Contact {
  /** An e-mail address or an https address. */
  readonly contact: string | undefined
  readonly publicUrl: string
  readonly now: () => Date
}

const path = '/.well-known/security.txt'

const month = 30 * 24 * 3600 * 1000

/**
 * RFC 9116: whom to tell of a hole, when the operator has said whom. Good for a month from the beginning of the day, so that
 * it never stands there expired.
 */
export function securityTxt({ contact, publicUrl, now }: Contact): Middleware {
  return (ctx, next) => {
    if (contact === undefined || ctx.path !== path || !['GET', 'HEAD'].includes(ctx.method)) return next()
    const today = `${now().toISOString().slice(0, 10)}T00:00:00Z`
    const expires = new Date(new Date(today).getTime() + month).toISOString().replace('.000', '')
    ctx.set('Cache-Control', 'public, max-age=86400')
    ctx.type = 'text/plain; charset=utf-8'
    ctx.body = [
      `Contact: ${contact.includes('@') && !contact.startsWith('https:') ? 'mailto:' : ''}${contact}`,
      `Expires: ${expires}`,
      'Preferred-Languages: nb, nn, en',
      `Canonical: ${publicUrl}${path}`,
      '',
    ].join('\n')
  }
}
