import { plainText } from '../../../domain/plain-text.ts'
import type { Resource } from '../../../domain/resource.ts'
import type { Scope } from '../../../domain/scope.ts'
import type { Language } from '../../../domain/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { RegistryStore } from '../../../ports/registry-store.ts'

/** What is asked for at one place: `Fra Skatteetaten:` and what is fetched there. */
export interface ScopeGroup {
  readonly from: string
  readonly what: readonly string[]
}

interface Tools {
  readonly registry: Pick<RegistryStore, 'findResource'>
  readonly renderer: Pick<PageRenderer, 'text'>
}

/** The scopes of a request or a grant in the reader's words, by resource. */
export async function describeScopes(
  { registry }: Tools,
  scopes: readonly Scope[],
  language: Language,
): Promise<readonly ScopeGroup[]> {
  const byResource = Map.groupBy(scopes, scope => scope.resourceId)
  const groups = [...byResource].map(async ([id, wanted]) => {
    const resource = await registry.findResource(id)
    return {
      from: plainText(resource?.name[language] ?? id, 200),
      what: wanted.map(({ permission }) => plainText(scopeText(resource, permission, language), 500)),
    }
  })
  return Promise.all(groups)
}

const scopeText = (resource: Resource | undefined, permission: string, language: Language): string =>
  resource?.scopes.find(({ value }) => value === permission)?.text[language] ?? permission

/** Protocol scopes that give the client something about the person, each with a text of its own. */
const personal = ['profile', 'pid']

/** What the client learns of the person from the login itself. `openid` alone is a number without meaning elsewhere. */
export const describeIdentity = (
  { renderer }: Pick<Tools, 'renderer'>,
  protocolScopes: string | undefined,
  language: Language,
): readonly string[] =>
  (protocolScopes ?? '')
    .split(' ')
    .filter(scope => personal.includes(scope))
    .map(scope => renderer.text(`identity.${scope}`, language))
