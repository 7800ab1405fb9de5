import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findChromium } from '../../../adapters/chromium/chromium.ts'
import { picturePages } from '../../../adapters/chromium/picture-pages.ts'
import type { Preview } from '../../compose/preview.ts'
import { type Language, languages } from '../../domain/text/text.ts'
import type { PreviewedPage } from '../../ports/registry/entry-preview.ts'

interface Place {
  readonly out: string
  readonly width: number
  readonly assets: Preview['assets']
}

/** What a page is called: its face, its consent type, and who is asked unless it is a person. */
export const whereOf = ({ face, type, giver }: Pick<PreviewedPage, 'face' | 'type' | 'giver'>): string =>
  `${face}/${type}${giver === 'person' ? '' : `/${giver}`}`

/** Writes every page with its plain text, what they look like, and their pictures. Gives a line for each file. */
export async function writePages(
  pages: readonly PreviewedPage[],
  { out, width, assets }: Place,
): Promise<readonly string[]> {
  await mkdir(join(out, 'assets'), { recursive: true })
  for (const [name, { body }] of assets.files) await writeFile(join(out, 'assets', name), besides(name, body))
  for (const page of pages) {
    await writeFile(join(out, fileOf(page, 'html')), beside(page.html(linksOf(page))))
    await writeFile(join(out, fileOf(page, 'txt')), page.text)
  }
  const pictures = await pictureAll(pages, { out, width })
  return [...pages.flatMap(page => [fileOf(page, 'html'), fileOf(page, 'txt')]), ...pictures]
}

async function pictureAll(
  pages: readonly PreviewedPage[],
  { out, width }: Omit<Place, 'assets'>,
): Promise<readonly string[]> {
  const program = findChromium()
  if (program === undefined) return ['No pictures: Chromium is not installed here']
  const pictured = pages.map(page => ({
    url: pathToFileURL(resolve(out, fileOf(page, 'html'))).href,
    width,
  }))
  const pictures = await picturePages(program, pictured)
  for (const [index, page] of pages.entries())
    await writeFile(join(out, fileOf(page, 'png')), pictures[index] ?? '')
  return pages.map(page => fileOf(page, 'png'))
}

const fileOf = (page: PreviewedPage, extension: string, language: Language = page.language): string =>
  `${whereOf(page).replaceAll('/', '.')}.${language}.${extension}`

const linksOf = (page: PreviewedPage) => ({
  languages: Object.fromEntries(
    languages.map(language => [language, fileOf(page, 'html', language)]),
  ) as Record<Language, string>,
  text: fileOf(page, 'txt'),
})

/** Served files lie below `/assets/`; those of the directory lie beside the pages. */
const beside = (html: string): string => html.replaceAll('"/assets/', '"assets/')

const besides = (name: string, body: Buffer): Buffer | string =>
  name.endsWith('.css') ? body.toString('utf8').replaceAll('"/assets/', '"') : body
