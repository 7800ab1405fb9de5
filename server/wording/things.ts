import type { Things } from '../domain/requests/question.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { DescribedDetail } from './details.ts'
import { writer } from './question.ts'

/** The field of a form by which one of the details of a request is taken: numbered as they are. */
export const choiceOf = (index: number): string => `detail-${index}`

interface Writing {
  readonly language: Language
  /** The field by which the one with this number is taken; `undefined` for one that is not to be chosen here. */
  readonly nameOf: (index: number) => string | undefined
}

/** Details as things that stand each by itself, to be left out where their type allows. */
export function thingsOf(
  { renderer }: { readonly renderer: Pick<PageRenderer, 'text'> },
  details: readonly DescribedDetail[],
  { language, nameOf }: Writing,
): Things {
  const write = writer(renderer, 'details', language)
  const names = details.map(({ mayBeLeftOut }, index) => (mayBeLeftOut ? nameOf(index) : undefined))
  return {
    intro: write(names.some(Boolean) ? 'choose' : 'intro'),
    items: details.map(({ title, from, lines }, index) => {
      const name = names[index]
      return {
        title,
        lines: [{ label: write('at'), value: from }, ...lines],
        ...(name !== undefined && { choice: { name, isTaken: true } }),
      }
    }),
  }
}
