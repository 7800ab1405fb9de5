import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { PartyId } from '../../../server/domain/party.ts'
import { clientOf } from '../clients.ts'
import type { Materials } from '../materials.ts'
import { speaking } from '../to-oauth-error.ts'

/** The grant that was just given; with `prompt=none` one given before that may be used many times and covers all. */
export const loadExistingGrant = ({ query }: Pick<Materials, 'query'>): Configuration['loadExistingGrant'] =>
  speaking(async (ctx: KoaContextWithOIDC) => {
    const id = ctx.oidc.result?.consent?.grantId ?? (await coveringGrant(ctx, query))
    return id === undefined ? undefined : ctx.oidc.provider.Grant.find(id)
  })

async function coveringGrant(
  { oidc }: KoaContextWithOIDC,
  query: Materials['query'],
): Promise<string | undefined> {
  const { params, account } = oidc
  if (!oidc.prompts.has('none') || !account || !oidc.client) return undefined
  const client = clientOf(oidc.client)
  const purposeId = params?.purpose ?? client.purposes[0]
  if (typeof purposeId !== 'string' || typeof params?.resource !== 'string') return undefined
  const found = await query.findCoveringGrant({
    giver: account.accountId as PartyId,
    clientId: client.id,
    purposeId,
    scopes: resourceScopes(oidc, params.resource),
  })
  return found && !found.singleUse && coversProtocol(found.annotations, oidc) ? found.id : undefined
}

const resourceScopes = (oidc: KoaContextWithOIDC['oidc'], audience: string) =>
  [...oidc.requestParamScopes]
    .filter(scope => !oidc.requestParamOIDCScopes.has(scope))
    .map(permission => ({ permission, resourceType: 'api', resourceId: audience }))

const coversProtocol = (
  annotations: Readonly<Record<string, string>>,
  oidc: KoaContextWithOIDC['oidc'],
): boolean => {
  const granted = (annotations['oauth:protocol-scopes'] ?? '').split(' ')
  return [...oidc.requestParamOIDCScopes].every(scope => granted.includes(scope))
}
