import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { Attested } from '../../../../server/domain/evidence.ts'
import type { Connection } from '../../database/transaction.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../../rows/authorization-grant.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../../rows/consent-request.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { type Gone, readGone } from './gone.ts'
import { asItWas, type FormerGrantRow, selectFormerGrant } from '../../rows/former-grant.ts'
import { type DeletionStepRow, selectDeletionStep, toDeletionStep } from '../../rows/deletion-step.ts'
import { type GrantUseRow, selectGrantUse, toGrantUse } from '../../rows/grant-use.ts'

/** What each of some events is about. Throws an `InconsistentRow` for what no version of the program has written. */
export type FindAttested = (event: NumberedEvent) => Attested & {
  /** Whether whom it is about has been forgotten, so that words and rights are there no more. */
  readonly isErased: boolean
  /** What is there no more because its time was over. */
  readonly gone: Gone
}

const aboutRequests = new Set(['requested', 'accepted', 'rejected', 'withdrawn', 'changed'])
const aboutGrants = new Set(['accepted', 'exhausted', 'revoked', 'expired', 'changed'])
const aboutDeletions = new Set(['deletion-requested', 'deletion-refused', 'deletion-done'])

/** What the rows say now of all these events, with one look at each table. */
export async function readAttested(
  on: Connection,
  events: readonly NumberedEvent[],
  texts: Pick<PrivateTexts, 'keyIn'>,
): Promise<FindAttested> {
  const of = (types: ReadonlySet<string>) => events.filter(({ type }) => types.has(type))
  const [gone, requests, grants, uses, deletions, documents] = await Promise.all([
    readGone(on, events),
    byId<ConsentRequestRow>(on, `${selectConsentRequest} where r.id = any($1::uuid[])`, {
      ids: of(aboutRequests).map(({ requestId }) => requestId),
    }),
    byId<AuthorizationGrantRow>(on, `${selectAuthorizationGrant} where g.id = any($1::uuid[])`, {
      ids: of(aboutGrants).map(({ grantId }) => grantId),
    }),
    byId<GrantUseRow>(on, `${selectGrantUse} where u.id = any($1::uuid[])`, {
      ids: of(new Set(['used'])).map(({ id }) => id),
    }),
    byId<DeletionStepRow>(on, `${selectDeletionStep} where d.id = any($1::uuid[])`, {
      ids: of(aboutDeletions).map(({ id }) => id),
    }),
    byId<{ id: string; hash: string }>(on, signedDocuments, {
      ids: of(new Set(['accepted'])).map(({ requestId }) => requestId),
    }),
  ])
  const asItWasMade = await formerGrants(on, grants)
  return event => {
    const request = requests.get(event.requestId ?? '')
    const grant = asItWasMade(event)
    const use = uses.get(event.id)
    const deletion = deletions.get(event.id)
    return {
      request: request && toConsentRequest(request, texts),
      grant: grant && toAuthorizationGrant(grant, texts),
      use: use && toGrantUse(use, texts),
      deletion: deletion && toDeletionStep(deletion, texts),
      documentHash: documents.get(event.requestId ?? '')?.hash,
      isErased: [request, grant, use, deletion].some(row => row?.party_forgotten),
      gone: gone(event),
    }
  }
}

/** What each grant was from an event on: what is told of its end is told of the last. */
async function formerGrants(
  on: Connection,
  grants: ReadonlyMap<string, AuthorizationGrantRow>,
): Promise<(event: NumberedEvent) => AuthorizationGrantRow | undefined> {
  const changed = [...grants.values()].filter(({ changed_by }) => changed_by !== null).map(({ id }) => id)
  const rows =
    changed.length === 0
      ? []
      : await on.read<FormerGrantRow>(`${selectFormerGrant} where f.grant_id = any($1::uuid[])`, [changed])
  const former = new Map(rows.map(row => [`${row.grant_id} ${row.made_by ?? ''}`, row]))
  return ({ id, type, grantId = '' }) => {
    const grant = grants.get(grantId)
    if (!grant || (type !== 'accepted' && type !== 'changed')) return grant
    const madeBy = type === 'changed' ? id : null
    if (grant.changed_by === madeBy) return grant
    const then = former.get(`${grantId} ${madeBy ?? ''}`)
    return then && asItWas(grant, then)
  }
}

const signedDocuments = `select request_id as id, encode(digest, 'hex') as hash from signed_document
  where request_id = any($1::uuid[])`

async function byId<Row extends { readonly id: string }>(
  on: Connection,
  text: string,
  { ids }: { ids: readonly (string | undefined)[] },
): Promise<ReadonlyMap<string, Row>> {
  const wanted = [...new Set(ids.filter(id => id !== undefined))]
  const rows = wanted.length === 0 ? [] : await on.read<Row>(text, [wanted])
  return new Map(rows.map(row => [row.id, row]))
}
