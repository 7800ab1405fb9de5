import type { Client } from '../../domain/registry/client.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { LiveToken, TokenInspector } from '../../ports/oauth/token-inspector.ts'

interface Ports {
  readonly tokens: TokenInspector
  readonly audit: AuditLog
}

/**
 * Whether a token is good right now, for the resource server it is meant for. A token of another audience looks as an
 * unknown one does, so that nothing is learnt from asking.
 */
export const inspectToken =
  ({ tokens, audit }: Ports) =>
  async (token: string, asking: Client): Promise<LiveToken | undefined> => {
    const live = await tokens.inspect(asking.face, token)
    if (!live) return undefined
    if (live.kind !== 'RefreshToken' && mayAsk(asking, live)) return live
    if (live.kind === 'RefreshToken' && asking.id === live.clientId) return live
    audit.record({ what: 'introspection.foreign-token', clientId: asking.id })
    return undefined
  }

const mayAsk = (asking: Client, token: LiveToken): boolean =>
  asking.resourceServerFor !== undefined && asking.resourceServerFor === token.audience
