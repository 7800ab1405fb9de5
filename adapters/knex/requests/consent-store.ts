import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentStore } from '../../../server/ports/requests/consent-store.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { changeContent } from '../grants/change-content.ts'
import { holdGrant, markExpiryAnnounced, updateGrant, updateHeldGrant } from '../grants/grant-statements.ts'
import { giving } from '../grants/give-statement.ts'
import { insertUse, useOfGrant } from '../grants/use-statements.ts'
import { appendEvents } from '../ledger/append-events.ts'
import { gatheredChanges } from '../ledger/gathered-changes.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../rows/consent-request.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { isUuid } from '../../../server/domain/ids.ts'
import { acceptance } from './accept-statement.ts'
import { keepAnswer, question } from './request-statements.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'lanes' | 'transaction' | 'within'> {
  readonly clock: Clock
  readonly texts: PrivateTexts
}

const raiseStatement = `update authorization_grant set epoch = epoch + 1, updated_at = $2
  where id = $1 and ($3::int is null or epoch = $3)`

export function knexConsentStore({ texts, clock, ...units }: Materials): ConsentStore {
  const { connection, transaction } = units
  const keep = gatheredChanges(units)

  return {
    addRequest: async (request, event) => keep(await question(connection(), { request, event }, texts)),

    async findRequest(id) {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<ConsentRequestRow>(`${selectConsentRequest} where r.id = $1`, [
        id,
      ])
      return row && toConsentRequest(row, texts)
    },

    saveRequest: async ({ request, grant, event, documentHash }) => {
      const { state } = request
      if (grant && state.name === 'accepted') {
        const { decision } = state
        return keep(await acceptance(connection(), { request, decision, grant, event, documentHash }, texts))
      }
      return transaction(async on => {
        if (!(await keepAnswer(on, request, { at: event.at, texts }))) return false
        await appendEvents(on, [event], { request })
        return true
      })
    },

    addGrant: async (grant, event) => keep(await giving(connection(), { grant, event }, texts)),

    async findAgreement(clientId, agreementKey) {
      const [row] = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant} where g.client_id = $1 and g.agreement_key = $2`,
        [clientId, agreementKey],
      )
      return row && toAuthorizationGrant(row, texts)
    },

    announceExpiry: (grant, event) =>
      transaction(async on => {
        if (!(await markExpiryAnnounced(on, grant, clock.now()))) return false
        await appendEvents(on, [event], { grant })
        return true
      }),

    async findGrant(id) {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant} where g.id = $1`,
        [id],
      )
      return row && toAuthorizationGrant(row, texts)
    },

    async findGiven(id) {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant} where g.request_id = $1 or (g.id = $1 and g.request_id is null)
         order by g.request_id nulls first limit 1`,
        [id],
      )
      return row && toAuthorizationGrant(row, texts)
    },

    saveGrant: ({ grant, events, use }) =>
      transaction(async on => {
        if (!(await updateGrant(on, grant, changedAt(grant, clock)))) return false
        const used = events.find(({ type }) => type === 'used')
        if (use && used) await insertUse(on, { event: used, use, grant }, texts)
        await appendEvents(on, events, { grant, use })
        return true
      }),

    changeHeld: (wanted, change) =>
      transaction(async on => {
        const held = isUuid(wanted.id) ? await holdGrant(on, wanted, texts) : undefined
        if (!held) return undefined
        const changed = change(held)
        await updateHeldGrant(on, changed)
        return changed.grant
      }),

    hold: async id => (isUuid(id) ? holdGrant(connection(), { id }, texts) : undefined),

    changeContent: (id, change) =>
      transaction(async on => {
        const held = isUuid(id) ? await holdGrant(on, { id }, texts) : undefined
        if (!held) return false
        const { request, grant, event } = change(held)
        if (request && !(await keepAnswer(on, request, { at: event.at, texts }))) return false
        await changeContent(on, grant, { event, texts })
        await appendEvents(on, [event], { request, grant })
        return true
      }),

    addUse: async (grant, use, event) => keep(await useOfGrant(connection(), { use, grant, event }, texts)),

    async raiseEpoch(id, from) {
      const { count } = await connection().write(raiseStatement, [id, clock.now(), from])
      return count === 1
    },
  }
}

const changedAt = ({ state }: AuthorizationGrant, clock: Clock): Date =>
  'at' in state ? state.at : clock.now()
