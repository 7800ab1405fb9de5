import type { UseWords } from '../domain/grants/grant-use.ts'
import type { Scope } from '../domain/registry/scope.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'

/** What faces name in place of words; each has a text `use.<code>`. */
export const useCodes = ['debt-fetched', 'carried-out', 'proof-fetched', 'passed-on'] as const

export type UseCode = (typeof useCodes)[number]

interface Tools {
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly registry: Pick<RegistryStore, 'findResource'>
}

export interface DescribedUse {
  readonly text: string
  /** Of the text, when it is not the reader's; unknown when it is not there. */
  readonly language: Language | undefined
}

/**
 * Says uses of a permission to these scopes in the reader's language where each of their codes has words in it: those of a
 * face, or of a permission among the scopes. Any other use is said as it was told, as long as that is known.
 */
export async function useDescriber(
  tools: Tools,
  scopes: readonly Scope[],
  language: Language,
): Promise<(use: UseWords) => DescribedUse> {
  const words = new Map([...codeTexts(tools, language), ...(await permissionTexts(tools, scopes, language))])
  return ({ what, isGone, language: told, codes = [] }) => {
    if (isGone) return { text: tools.renderer.text('use.gone', language), language: undefined }
    const said = codes.map(code => words.get(code))
    if (said.length > 0 && !said.includes(undefined)) return { text: said.join(', '), language: undefined }
    return { text: plainText(what, 300), language: told === language ? undefined : told }
  }
}

const codeTexts = ({ renderer }: Pick<Tools, 'renderer'>, language: Language) =>
  useCodes.map(code => [code as string, renderer.text(`use.${code}`, language)] as const)

async function permissionTexts(
  { registry }: Pick<Tools, 'registry'>,
  scopes: readonly Scope[],
  language: Language,
): Promise<readonly (readonly [string, string])[]> {
  const ids = new Set(scopes.map(({ resourceId }) => resourceId))
  const resources = await Promise.all([...ids].map(id => registry.findResource(id)))
  const given = new Set(scopes.map(({ permission }) => permission))
  return resources
    .flatMap(resource => resource?.scopes ?? [])
    .filter(({ value }) => given.has(value))
    .map(({ value, text }) => [value, plainText(text[language], 500)])
}
