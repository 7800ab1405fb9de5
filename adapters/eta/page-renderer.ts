import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'
import { contactLink } from '../../server/domain/text/contact.ts'
import { plainText } from '../../server/domain/text/plain-text.ts'
import type { Language } from '../../server/domain/text/text.ts'
import type { PageRenderer } from '../../server/ports/page-renderer.ts'
import { changeTexts, ownTexts, type TextChanges } from './texts.ts'

export interface PageSurroundings {
  /** Who runs this server, as people know them. */
  readonly operatorName: string
  /** Whether people may have notices by e-mail. */
  readonly offersNotices?: boolean
  readonly operatorContact?: string | undefined
  readonly statementUrl?: string | undefined
  readonly logo?: string | undefined
  /** The operator's words in place of ours. */
  readonly texts?: TextChanges
  readonly stylesheet: string
  readonly icon: string
}

type Values = Readonly<Record<string, string>>

const longestText = 300_000

/**
 * Templates and texts from `views/`, read once. A template sees its model as `it`, beside `it.t(key, values)`,
 * `it.language`, `it.contactLink(contact)` and the surroundings. A text that does not exist throws, and so does a placeholder
 * without a value.
 */
export function etaPageRenderer({ texts: changes = {}, ...surroundings }: PageSurroundings): PageRenderer {
  const views = fileURLToPath(new URL('../../views', import.meta.url))
  const eta = new Eta({ views, cache: true, autoEscape: true })
  const texts = changeTexts(ownTexts(), changes)

  const text = (key: string, language: Language, values: Values = {}): string => {
    const template = texts[language].get(key)
    if (template === undefined) throw new Error(`There is no text ${key} in ${language}`)
    return fill(template, key, values)
  }
  const ofAuthority: Pick<PageRenderer, 'text'> = {
    text: (key, language, values) => {
      const twin = `authority.${key}`
      return text(texts[language].has(twin) ? twin : key, language, values)
    },
  }
  return {
    text,
    ofAuthority,
    page(view, language, model) {
      const writer = model.isPowerOfAttorney === true ? ofAuthority : { text }
      const t = (key: string, values?: Values) => writer.text(key, language, values)
      return eta.render(`/${view}`, {
        ...surroundings,
        ...(clean(model) as object),
        language,
        t,
        contactLink,
      })
    },
  }
}

function fill(template: string, key: string, values: Values): string {
  return template.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The text ${key} wants a value for ${name}`)
    return plainText(value, longestText)
  })
}

/** The model with every text in it made fit to show. */
function clean(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value, longestText)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clean(member)]))
}
