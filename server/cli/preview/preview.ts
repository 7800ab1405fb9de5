import { type Command, InvalidArgumentError } from 'commander'
import type { Preview } from '../../compose/preview.ts'
import type { Config } from '../../config/config.ts'
import { isLanguage, type Language } from '../../domain/text/text.ts'
import { readability } from '../../domain/text/readability.ts'
import type { PreviewedPage } from '../../ports/registry/entry-preview.ts'
import { lintFile } from '../../registry/lint-file.ts'
import { readRegistry, type Registry } from '../../registry/read-registry.ts'
import type { LintFinding } from '../../wording/lint/lint-finding.ts'
import { lintPage } from '../../wording/lint/lint-page.ts'
import { RegistryError } from '../../registry/registry-error.ts'
import { type Answer, type Tools, verb } from '../verb.ts'
import { whereOf, writePages } from './write-pages.ts'

interface PreviewTools extends Pick<Tools, 'print'> {
  readonly config: () => Promise<Config>
}

interface Options {
  readonly lang?: string
  readonly face?: string
  readonly type?: string
  readonly width: number
  readonly out?: string
  readonly lint?: boolean
  readonly json?: boolean
}

const [narrowest, widest] = [200, 4000]

function toWidth(written: string): number {
  const width = Number(written)
  if (Number.isInteger(width) && width >= narrowest && width <= widest) return width
  throw new InvalidArgumentError(`It must be a number from ${narrowest} to ${widest}.`)
}

/** Exit code 1 when the linter finds something; what it finds stands on standard error, beside the pages. */
export const preview = (tools: PreviewTools): Command =>
  verb('preview <file>', 'show the pages that a declarative file would give, and judge their words')
    .option('--lang <language>', 'nb, nn or en; without it nb, and with --out all three')
    .option('--face <face>', 'only of this face')
    .option('--type <type>', 'only of this purpose or consent resource')
    .option(
      '--out <directory>',
      'write the pages there, with their plain text, and pictures where Chromium is',
    )
    .option('--width <pixels>', 'of the pictures', toWidth, 375)
    .option('--lint', 'only judge the words')
    .action(async (path: string, options: Options) => {
      const registry = await readRegistry(path)
      const { previewRegistry } = await import('../../compose/preview.ts')
      const previewed = await previewRegistry(await tools.config(), registry)
      tools.print(await answer(previewed, registry, options), options.json === true)
    })

async function answer({ pages, assets }: Preview, { file }: Registry, options: Options): Promise<Answer> {
  const chosen = choose(pages, options)
  const findings = [...lintFile(file), ...chosen.flatMap(page => lintPage({ ...page, where: whereOf(page) }))]
  const written =
    options.out === undefined ? [] : await writePages(chosen, { ...options, assets, out: options.out })
  const shown = options.lint === true || options.out !== undefined ? [] : chosen
  const judged = findings.map(toLine).join('\n')
  return {
    json: { pages: chosen.map(page => toJson(page)), written, findings },
    text: options.lint
      ? judged || 'Nothing was found'
      : [...shown.map(htmlAmong(shown)), ...written].join('\n'),
    aside: options.lint ? '' : judged,
    exitCode: findings.length > 0 ? 1 : 0,
  }
}

/** Throws a `RegistryError` when the file gives nothing of the sort. */
function choose(pages: readonly PreviewedPage[], options: Options): readonly PreviewedPage[] {
  const { lang, face, type, out, lint } = options
  const language = languageIn(lang, out !== undefined || lint === true)
  const chosen = pages.filter(
    page =>
      (language === undefined || page.language === language) &&
      (face === undefined || page.face === face) &&
      (type === undefined || page.type === type || page.type.startsWith(`${type}.`)),
  )
  if (chosen.length > 0) return chosen
  const all = [...new Set(pages.map(whereOf))]
  throw new RegistryError([
    all.length === 0
      ? 'The file gives no consent type'
      : `The file gives no such page; it gives ${all.join(', ')}`,
  ])
}

/** `undefined` for every one. */
function languageIn(wished: string | undefined, all: boolean): Language | undefined {
  if (wished === undefined) return all ? undefined : 'nb'
  if (isLanguage(wished)) return wished
  throw new RegistryError([`--lang: ${wished} is none of nb, nn, en`])
}

const linksOf = { languages: { nb: '?lang=nb', nn: '?lang=nn', en: '?lang=en' }, text: '?as=text' }

/** Exactly the page when it is the only one; else with a line before it that says which it is. */
const htmlAmong =
  (pages: readonly PreviewedPage[]) =>
  (page: PreviewedPage): string => {
    const html = page.html(linksOf)
    return pages.length === 1 ? html : `<!-- ${whereOf(page)} ${page.language} -->\n${html}`
  }

const toJson = (page: PreviewedPage) => {
  const { face, type, giver, language, text } = page
  return { face, type, giver, language, lix: readability(text).lix, text, html: page.html(linksOf) }
}

const toLine = ({ where, language, what }: LintFinding): string =>
  `${where}: ${language ? `${language}: ` : ''}${what}`
