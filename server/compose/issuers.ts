import type { Log } from '../../adapters/log/logger.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import { oidcModels } from '../../adapters/knex/oauth/oidc-models.ts'
import type { Asks, Materials } from '../../adapters/oidc/issuer/materials.ts'
import { openIssuer } from '../../adapters/oidc/issuer/open-issuer.ts'
import { memoryRateLimiter } from '../../adapters/rate-limit/memory-rate-limiter.ts'
import type { Config } from '../config/config.ts'
import { person } from '../domain/party.ts'
import type { RegistryTools } from '../faces/tools/registry-tools.ts'
import type { HouseTools } from '../faces/tools/house-tools.ts'
import { oauthPages } from '../http/pages/oauth-pages.ts'
import type { OAuthProfile } from '../ports/oauth/oauth-profile.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { Directory } from './faces.ts'
import { nonceKey } from './nonce-key.ts'
import { endPortalSession, personAtPages, shownPerson } from './sessions.ts'
import type { Stores } from './storage.ts'

/** What an issuer has to do with the pages, and with who reads the log. */
type AtPages = Pick<Materials, 'pages' | 'onError' | 'personAtPages' | 'onLogout'>

interface Parts extends AtPages {
  readonly config: Pick<Config, 'introspectionMissesPerMinute' | 'session'> & {
    readonly limits: Pick<Config['limits'], 'longestState'>
  }
  readonly publicUrl: string
  readonly stores: Stores
  readonly keys: Pick<SigningKeys, 'of'>
  readonly tools: Pick<HouseTools, 'core' | 'audit' | 'metrics' | 'gate'> &
    Pick<RegistryTools, 'personNumbers'>
  readonly certificates: Materials['certificates']
}

/** Opens an issuer for every profile of the directory, and puts it there, too. */
export async function openIssuers(
  { profiles, issuers, metadata }: Pick<Directory, 'profiles' | 'issuers' | 'metadata'>,
  { keys, ...parts }: Parts,
): Promise<void> {
  const materials = materialsOf(parts)
  for (const [face, profile] of profiles) {
    const isHouse = profile.issuer === parts.publicUrl
    const own = {
      ...materials,
      metadata: isHouse ? Object.fromEntries(metadata) : {},
      keys: await keysFor(profile, keys),
    }
    issuers.set(face, openIssuer(withWays(profile, materials), own))
  }
}

/** Nobody authenticates by a certificate where nobody is asked for one. */
const withWays = (
  profile: OAuthProfile,
  { certificates }: Pick<Materials, 'certificates'>,
): OAuthProfile => ({
  ...profile,
  clientAuthentication: profile.clientAuthentication.filter(way => certificates || !way.includes('tls_')),
})

/** One set of the keys for everything that an issuer signs, those of JWT access tokens first. */
async function keysFor(
  { signing, idTokenSigning }: Pick<OAuthProfile, 'signing' | 'idTokenSigning'>,
  { of }: Pick<SigningKeys, 'of'>,
): Promise<Materials['keys']> {
  const each = await Promise.all([...new Set([signing, ...idTokenSigning])].map(of))
  return {
    current: () => each.flatMap(({ current }) => current()),
    onChange(listener) {
      for (const { onChange } of each) onChange(listener)
    },
    mayBeKept: () => Math.min(...each.map(({ mayBeKept }) => mayBeKept())),
  }
}

/** What every issuer is made of, but for its keys. */
const materialsOf = ({
  config,
  stores,
  tools,
  certificates,
  ...atPages
}: Omit<Parts, 'keys'>): Omit<Materials, 'keys' | 'metadata'> => ({
  openModels: (face, request) =>
    oidcModels({
      ...stores.units,
      face,
      request,
      clock: stores.clock,
      values: stores.tokenValues,
      sealer: stores.sealers.sessions,
      ids: stores.ids,
      texts: stores.texts,
      onReplay: recordReplay(tools),
      isHeld: async given => (await tools.core.clientBehind(given)) !== undefined,
    }),
  unitOfWork: stores.units.unitOfWork,
  lanes: stores.units.lanes,
  tokenStatuses: stores.tokenStatuses,
  clock: stores.clock,
  ids: stores.ids,
  asks: asksOf(stores, tools),
  secrets: stores.secrets,
  nonceKey: () => nonceKey(stores),
  certificates,
  query: stores.query,
  holderOf: tools.core.holderOf,
  inspectGrant: tools.core.inspectGrant,
  inspect: tools.core.inspectToken,
  exchange: tools.core.exchangeToken,
  revealIdentity: async ({ audience, party }) => {
    if (audience === undefined || party === undefined) return undefined
    const resource = await stores.registry.findResource(audience)
    return resource?.revealsIdentity ? (await stores.parties.revealIdentifier(party))?.value : undefined
  },
  misses: memoryRateLimiter({ most: config.introspectionMissesPerMinute, seconds: 60 }),
  longestState: config.limits.longestState,
  longestLoginSeconds: config.session.longestMinutes * 60,
  gate: tools.gate,
  audit: tools.audit,
  metrics: tools.metrics,
  pages: atPages.pages,
  onError: atPages.onError,
  personAtPages: atPages.personAtPages,
  onLogout: atPages.onLogout,
})

const asksOf = ({ parties }: Pick<Stores, 'parties'>, { core, personNumbers }: Parts['tools']): Asks => ({
  async identify(number) {
    return personNumbers.isGood(number) ? parties.identify(person(number)) : undefined
  },
  async assertAskable(asked) {
    await core.readAsk(asked)
  },
  async ask(question) {
    const ask = await core.readAsk(question.asked)
    await core.askByAuthorization({ ...question, ask, polledBy: 'backchannel' })
  },
})

const recordReplay =
  ({ audit, metrics }: Parts['tools']): Parameters<typeof oidcModels>[0]['onReplay'] =>
  ({ kind, clientId, grantId }) => {
    metrics.replayDetected(kind === 'AuthorizationCode' ? 'code' : 'refresh_token')
    audit.record({ what: 'token.replayed', clientId, kind, grantId })
  }

interface PageParts {
  readonly publicUrl: string
  readonly stores: Pick<Stores, 'sessions' | 'audit'>
  readonly renderer: PageRenderer
  readonly log: Log
}

/** One look and one login with our own pages. */
export const atOurPages = ({ publicUrl, stores, renderer, log }: PageParts): AtPages => ({
  pages: oauthPages({ renderer, publicUrl, personOf: shownPerson(stores) }),
  onError: (error, context) => log.error({ err: error, ...context }),
  personAtPages: personAtPages(stores, publicUrl),
  onLogout: endPortalSession(stores, publicUrl),
})
