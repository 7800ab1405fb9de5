import type { Client } from '../../domain/registry/client.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { LiveToken, TokenInspector } from '../../ports/oauth/token-inspector.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import { standsFor } from '../steps/stands-for.ts'

interface Ports {
  readonly tokens: TokenInspector
  readonly clients: Pick<ClientStore, 'find'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier'>
  readonly audit: AuditLog
}

/**
 * Whether a token is good right now, for the resource server it is meant for. A token of another audience looks as an
 * unknown one does, so that nothing is learnt from asking; so does one of a client that was removed, or that acts for
 * somebody else than the consent under the token names, and one that a processor may not have any more.
 */
export const inspectToken =
  ({ tokens, audit, ...ports }: Ports) =>
  async (token: string, asking: Client): Promise<LiveToken | undefined> => {
    const { face } = asking
    const live = await tokens.inspect(face, token)
    if (!live || !(await standsFor(ports)(face, live))) return undefined
    if (live.kind !== 'RefreshToken' && mayAsk(asking, live)) return live
    if (live.kind === 'RefreshToken' && asking.id === live.clientId) return live
    audit.record({ what: 'introspection.foreign_token', clientId: asking.id })
    return undefined
  }

const mayAsk = (asking: Client, token: LiveToken): boolean =>
  asking.resourceServerFor !== undefined && asking.resourceServerFor === token.audience
