import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { OAuthModel, OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import { dayBucket } from '../bucket.ts'
import { artifactModel } from './artifacts/artifact-model.ts'
import { browserModel } from './artifacts/browser-model.ts'
import { grantModel, type IsHeld } from './artifacts/grant-model.ts'
import { artifactWriter } from './artifacts/insert-artifact.ts'
import { emptyModel } from './artifacts/empty-model.ts'
import { keepBrowserChanges, keepTokens, spendNow } from './artifacts/keep-changes.ts'
import { type Replay, sightings } from './artifacts/seen-grants.ts'
import { holdGrant } from './artifacts/token-changes.ts'
import { type ArtifactKind, nameOfPlace, sha256, type TokenValues } from './artifacts/token-value.ts'
import { polledModel, type PolledTools } from './polled/polled-model.ts'
import { polledRequests } from './polled/polled-requests.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'within' | 'lanes'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open' | 'fingerprints'>
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly texts: Pick<PrivateTexts, 'plain' | 'keyIn'>
  readonly face: string
  readonly values: TokenValues
  readonly clock: Clock
  /** An object that lives as long as the request the caller works for. */
  readonly request: () => object | undefined
  readonly onReplay: (replay: Replay) => void
  readonly isHeld: IsHeld
}

// @NOTE A row in the partition of every day from now until then: two uses share a day at least, whatever their ends are.
const takeStatement = `insert into replay (bucket, hash, expires_at)
  select bucket, $3::bytea, $4::timestamptz from generate_series($1::integer, $2::integer) as bucket
  on conflict do nothing`

export function oidcModels(materials: Materials): OAuthModels {
  const { face, clock, values, request, sealer, ids, texts, onReplay, isHeld, ...units } = materials
  const { connection } = units
  const sighting = sightings(request)
  const insert = artifactWriter(units)
  const tools = { face, connection, clock, values, sighting, insert, sealer, texts, onReplay }
  const polled: PolledTools = {
    ...tools,
    requestIdOf: value => ids.derivedUuid('polled', face, value) as ConsentRequestId,
  }
  const models: Readonly<Record<string, () => OAuthModel>> = {
    AuthorizationCode: () => artifactModel('AuthorizationCode', tools),
    AccessToken: () => artifactModel('AccessToken', tools),
    ClientCredentials: () => artifactModel('ClientCredentials', tools),
    RefreshToken: () => artifactModel('RefreshToken', tools),
    DeviceCode: () => polledModel('DeviceCode', polled),
    BackchannelAuthenticationRequest: () => polledModel('BackchannelAuthenticationRequest', polled),
    Grant: () => grantModel({ ...tools, isHeld }),
    Session: () => browserModel('Session', tools),
    Interaction: () => browserModel('Interaction', tools),
    PushedAuthorizationRequest: () => browserModel('PushedAuthorizationRequest', tools),
  }
  return {
    model: name => models[name]?.() ?? emptyModel,

    polled: polledRequests(polled),

    tokenValue(kind, lifetime, secret) {
      const from = clock.now()
      const to = new Date(from.getTime() + lifetime * 1000)
      return values.make(kind as ArtifactKind, { from, to, secret })
    },

    nameOf: nameOfPlace,

    async takeOnce(owner, id, until) {
      const expires = new Date(until * 1000)
      const hash = sha256(JSON.stringify([face, owner, id]))
      const first = dayBucket(clock.now())
      const last = Math.max(first, dayBucket(expires))
      const { count } = await connection().write(takeStatement, [first, last, hash, expires])
      return count === last - first + 1
    },

    holdGrant: (id, known) => holdGrant(id, sighting(), known).grant!,

    purposeOf: id => sighting().grants.get(id)?.purpose,

    isManaged: (one, id) => sighting(one).grants.get(id)?.managed ?? false,

    spend: () => spendNow(tools),

    keepTokens: () => keepTokens(tools),

    async settle(ended, { goesOn }) {
      const { browser, isOvertaken } = sighting(ended)
      if (!browser) return true
      const put = new Map([...browser.put].filter(([, { kind }]) => !goesOn || kind !== 'Session'))
      return (await keepBrowserChanges({ put, dropped: browser.dropped }, tools)) && !isOvertaken
    },
  }
}
