import type { Storage } from '../storage.ts'
import { type Finding, well } from './finding.ts'

/**
 * Says which clients get tokens that are good for whoever holds them, where they could be bound to a key (RFC 9449, RFC 8705).
 * Nothing ails such a client.
 */
export async function checkClients({
  clients,
  clientRules,
}: Pick<Storage, 'clients' | 'clientRules'>): Promise<Finding> {
  const askers = (await clients.list()).filter(
    ({ face, grantTypes }) => grantTypes.length > 0 && clientRules.ofFace(face)?.knowsFapi,
  )
  const bearers = askers.filter(({ boundTokens }) => boundTokens === undefined).map(({ id }) => id)
  if (bearers.length === 0) return well(`clients: the tokens of all ${askers.length} are bound to a key`)
  return well(`clients: ${bearers.length} of ${askers.length} get bearer tokens only: ${bearers.join(', ')}`)
}
