import { z } from 'zod'
import { isRefused, Problem } from '../../../../domain/problem.ts'
import type { Operator } from '../../../../domain/operators/operator.ts'
import { languages } from '../../../../domain/text/text.ts'
import type { PageRoute } from '../../../../http/pages/pages.ts'
import type { JudgedPage } from '../../../../ports/registry/entry-preview.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consolePage } from '../../page/console-page.ts'
import { type Written, writtenHere } from '../../types/draft-here.ts'
import { draftPath, OfType, pagesPath, typePath } from '../../types/kinds.ts'
import { shownHints } from '../../types/shown.ts'

const OfPage = OfType.extend({ number: z.coerce.number().int().min(0) })

/** The pages that people would see of an entry as it is being written, or as it stands where nobody writes on it. */
export const previewType = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: '/console/types/:kind/:id/pages',
    params: OfType,
    duty: 'registry.read',
    section: 'types',
    handle: async ({ params: of, language: mine }, operator) => {
      const written = await writtenHere(tools, { operator, ...of })
      const found = await pagesOf(tools, operator, of, written)
      return {
        view: 'console/type-pages',
        framesOwn: true,
        model: {
          id: of.id,
          isUnfit: found === undefined,
          pages: (found ?? [])
            .map((page, number) => ({ ...page, number }))
            .filter(({ language }) => language === mine)
            .map(({ number, face, type, giver, ...page }) => ({
              face,
              type,
              giver,
              href: `${pagesPath(of)}/${number}`,
              languages: linksOf(of, found ?? [], { face, type, giver, ...page }),
              hints: alike(found ?? [], { face, type, giver }).flatMap(one => shownHints(one.hints, [])),
            })),
          back: written.draft ? draftPath(of) : typePath(of),
        },
      }
    },
  }),
  consolePage(tools, {
    path: '/console/types/:kind/:id/pages/:number',
    params: OfPage,
    query: z.object({ as: z.literal('text').optional() }),
    duty: 'registry.read',
    section: 'types',
    handle: async ({ params: { number, ...of } }, operator) => {
      const written = await writtenHere(tools, { operator, ...of })
      const pages = (await pagesOf(tools, operator, of, written)) ?? []
      const page = pages[number]
      if (!page) throw new Problem('request.not-found', 'There is no such page')
      const links = { languages: linksOf(of, pages, page), text: `${pagesPath(of)}/${number}?as=text` }
      return {
        view: 'console/type-page',
        model: { html: page.html(links) },
        text: page.text,
        isSpecimen: true,
      }
    },
  }),
]

type Which = Pick<JudgedPage, 'face' | 'type' | 'giver'>

/** `undefined` for an entry that cannot be read. */
async function pagesOf(
  { desk }: Pick<ConsoleWork, 'desk'>,
  operator: Operator,
  { kind }: OfType,
  { entry }: Written,
): Promise<readonly JudgedPage[] | undefined> {
  try {
    return await desk.previewEntry({ operator, kind, entry })
  } catch (error) {
    if (isRefused(error, 'registry.malformed')) return undefined
    throw error
  }
}

const alike = (pages: readonly JudgedPage[], { face, type, giver }: Which) =>
  pages.filter(one => one.face === face && one.type === type && one.giver === giver)

/** Where the same page is in every language. */
const linksOf = (of: OfType, pages: readonly JudgedPage[], which: Which) => {
  const same = alike(pages, which)
  const numbered = languages.map(language => {
    const page = same.find(one => one.language === language)
    return [language, `${pagesPath(of)}/${page ? pages.indexOf(page) : 0}`] as const
  })
  return Object.fromEntries(numbered) as Record<(typeof languages)[number], string>
}
