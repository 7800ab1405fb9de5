import type { Party } from '../../domain/party.ts'
import type { AskersOrPurposes } from '../../ports/requests/consent-query.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

interface Ports {
  readonly registry: Pick<RegistryStore, 'listPurposes'>
}

/**
 * Those of one party's askers, and the purposes, that have the words in their names, in any language.
 *
 * @NOTE Names are compared here: what counts as the same letter in the database depends on how it was set up, and one party
 * has few askers.
 */
export async function lookedFor(
  { registry }: Ports,
  words: string,
  askersOf: () => Promise<readonly Party[]>,
): Promise<AskersOrPurposes> {
  const part = words.toLowerCase()
  const has = (name: string) => name.toLowerCase().includes(part)
  const askers = await askersOf()
  const purposes = await registry.listPurposes()
  return {
    askers: askers.filter(({ displayName }) => has(displayName)).map(({ id }) => id),
    purposeIds: purposes.filter(({ name }) => Object.values(name).some(has)).map(({ id }) => id),
  }
}
