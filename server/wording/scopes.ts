import { plainText } from '../domain/text/plain-text.ts'
import type { Resource } from '../domain/registry/resource.ts'
import { isIdentityScope, type Scope } from '../domain/registry/scope.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import { longestName } from './shown-party.ts'

/** What is asked for at one place: `Fra Skatteetaten:` and what is fetched there. */
export interface ScopeGroup {
  readonly from: string
  readonly what: readonly string[]
  /** Whether the one who holds the data learns the person's national identity number. */
  readonly revealsIdentity: boolean
}

interface Tools {
  readonly registry: Pick<RegistryStore, 'findResource'>
  readonly renderer: Pick<PageRenderer, 'text'>
}

/** What is asked of resources, in the reader's words, by resource. */
export async function describeScopes(
  { registry, renderer }: Tools,
  scopes: readonly Scope[],
  language: Language,
): Promise<readonly ScopeGroup[]> {
  const unnamed = renderer.text('consent.what.unnamed', language)
  const byResource = Map.groupBy(ofResources(scopes), scope => scope.resourceId)
  const groups = [...byResource].map(async ([id, wanted]) => {
    const resource = await registry.findResource(id)
    return {
      from: plainText(resource?.name[language] ?? hostOf(id), longestName),
      what: wanted.map(({ permission }) =>
        plainText(scopeText(resource, permission, language) ?? unnamed, 500),
      ),
      revealsIdentity: resource?.revealsIdentity ?? false,
    }
  })
  return Promise.all(groups)
}

const scopeText = (
  resource: Resource | undefined,
  permission: string,
  language: Language,
): string | undefined => resource?.scopes.find(({ value }) => value === permission)?.text[language]

/** Where an API is that is registered no more. */
const hostOf = (audience: string): string => URL.parse(audience)?.host || audience

const ofResources = (scopes: readonly Scope[]) => scopes.filter(scope => !isIdentityScope(scope))

/** Says only that the same person is back; worth telling when nothing else is. */
const recognition = 'openid'

/** What the client learns of the person from the login itself. */
export function describeIdentity(
  { renderer }: Pick<Tools, 'renderer'>,
  scopes: readonly Scope[],
  language: Language,
): readonly string[] {
  const all = scopes.filter(isIdentityScope).map(({ permission }) => permission)
  const telling = all.filter(one => one !== recognition)
  const told = telling.length > 0 || ofResources(scopes).length > 0 ? telling : all
  return told.map(one => renderer.text(`identity.${one}`, language))
}
