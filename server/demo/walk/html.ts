const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

const decoded = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return entities[name] ?? whole
  })

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1]
  return found === undefined ? undefined : decoded(found)
}

/** A form of one of our own pages: where it goes, and its hidden fields. */
export interface PageForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** The first POST form of a page that has a button or field of this name and, when said, value. */
export function findForm(html: string, pageUrl: string, wanted: { name: string; value?: string }): PageForm {
  const forms = html.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gis)
  for (const [, tag = '', content = ''] of forms) {
    const controls = [...content.matchAll(/<(?:input|button)\b[^>]*>/gi)].map(([control]) => control)
    const fits = (control: string) =>
      attribute(control, 'name') === wanted.name &&
      (wanted.value === undefined || attribute(control, 'value') === wanted.value)
    if (attribute(tag, 'method')?.toLowerCase() !== 'post' || !controls.some(fits)) continue
    const hidden = controls.filter(control => attribute(control, 'type') === 'hidden')
    return {
      action: new URL(attribute(tag, 'action') ?? pageUrl, pageUrl).href,
      fields: Object.fromEntries(hidden.map(one => [attribute(one, 'name'), attribute(one, 'value') ?? ''])),
    }
  }
  throw new Error(`The page at ${new URL(pageUrl).pathname} has no form with ${wanted.name}`)
}

/** The addresses that a page links to. */
export const findLinks = (html: string, pageUrl: string): readonly string[] =>
  [...html.matchAll(/<a\b[^>]*>/gi)]
    .map(([tag]) => attribute(tag, 'href'))
    .filter(href => href !== undefined)
    .map(href => new URL(href, pageUrl).href)

/** What a person reads on a page: the text of its main part. */
export function readableText(html: string): string {
  const main = /<main\b[^>]*>(.*?)<\/main>/is.exec(html)?.[1] ?? html
  const text = main
    .replace(/<(style|script|head)\b.*?<\/\1>/gis, '')
    .replace(/<\/?(p|h[1-6]|li|ul|ol|dl|dt|dd|div|section|form|button|label|table|tr|br)\b[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, ' ')
  return decoded(text)
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n')
}
