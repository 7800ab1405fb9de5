import MarkdownIt, { type Token } from 'markdown-it'
import { plainText } from '../../server/domain/text/plain-text.ts'
import type { Markdown } from '../../server/ports/markdown.ts'
import { plainWords } from './plain-words.ts'

const allowed = ['newline', 'escape', 'entity', 'emphasis', 'link', 'autolink', 'list']
const longestSource = 10_000
const longestValue = 4000

export function markdownIt(): Markdown {
  const marks = new MarkdownIt('zero', { html: false, linkify: false }).enable(allowed)
  marks.validateLink = url => /^(https?:\/\/|mailto:)/i.test(url)
  marks.renderer.rules.softbreak = () => ' '
  marks.renderer.rules.hardbreak = () => '\n'
  marks.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index]!.attrSet('rel', 'noopener noreferrer')
    return renderer.renderToken(tokens, index, options)
  }
  return {
    render(source, values) {
      const tokens = marks.parse(plainText(source, longestSource), {})
      fillAll(tokens, values)
      return { html: marks.renderer.render(tokens, marks.options, {}), text: plainWords(tokens) }
    },
  }
}

/** Only what is read as words is filled, and only after every mark was read. */
function fillAll(tokens: readonly Token[], values: Readonly<Record<string, string>>): void {
  const known = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]))
  for (const word of tokens.flatMap(({ children }) => children ?? [])) {
    if (word.type !== 'text') continue
    word.content = word.content.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const value = known.get(name.toLowerCase())
      return value === undefined ? whole : plainText(value, longestValue)
    })
  }
}
