import type { AuditEntry } from '../../../server/domain/audit/audit-entry.ts'
import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { GrantUse } from '../../../server/domain/grants/grant-use.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { DocumentStore } from '../../../server/ports/documents/document-store.ts'
import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'
import type {
  ConsentStore,
  ContentChange,
  GrantChange,
  RequestChange,
} from '../../../server/ports/requests/consent-store.ts'

type Audit = Pick<AuditLog, 'record'>

/** The same store, with every act that it keeps on record. The loser of a race leaves nothing. */
export const auditedConsents = (store: ConsentStore, audit: Audit): ConsentStore => ({
  findRequest: id => store.findRequest(id),
  findGrant: id => store.findGrant(id),
  findGiven: id => store.findGiven(id),
  findAgreement: (clientId, key) => store.findAgreement(clientId, key),
  announceExpiry: (grant, event) => store.announceExpiry(grant, event),
  hold: id => store.hold(id),
  raiseEpoch: (id, from) => store.raiseEpoch(id, from),
  async addRequest(request, event) {
    const added = await store.addRequest(request, event)
    if (added) audit.record(asked(request, 'page'))
    return added
  },
  async saveRequest(change) {
    const saved = await store.saveRequest(change)
    if (saved) audit.record(answered(change, 'page'))
    return saved
  },
  async addGrant(grant, event) {
    const added = await store.addGrant(grant, event)
    if (added) audit.record({ what: 'consent.registered', ...ofGrant(grant), partyId: event.by })
    return added
  },
  async saveGrant(change) {
    const saved = await store.saveGrant(change)
    if (saved) for (const entry of changed(change)) audit.record(entry)
    return saved
  },
  async changeHeld(wanted, change) {
    const held = await store.changeHeld(wanted, change)
    if (held) for (const entry of takenBack(held)) audit.record(entry)
    return held
  },
  async changeContent(id, change) {
    let made: ContentChange | undefined
    const isChanged = await store.changeContent(id, held => {
      made = change(held)
      return made
    })
    if (isChanged && made) audit.record(changedContent(made))
    return isChanged
  },
  async addUse(grant, use, event) {
    const added = await store.addUse(grant, use, event)
    if (added) audit.record(used(use, event))
    return added
  },
})

/** The same store of documents. */
export const auditedDocuments = (store: DocumentStore, audit: Audit): DocumentStore => ({
  find: id => store.find(id),
  async add(document) {
    const added = await store.add(document)
    if (added) audit.record(asked(document.request, 'signature'))
    return added
  },
  async confirm(change, signed) {
    const outcome = await store.confirm(change, signed)
    if (outcome === 'confirmed') audit.record(answered(change, 'signature'))
    return outcome
  },
})

interface Named {
  readonly id: string
  readonly version: number
}

const named = ({ id, version }: Named): string => `${id}/${version}`

const ofRequest = ({ face, clientId, id, purpose }: ConsentRequest) => ({
  face,
  clientId,
  requestId: id,
  purpose: named(purpose),
})

const ofGrant = ({ face, clientId, id, requestId, purpose }: AuthorizationGrant) => ({
  face,
  clientId,
  grantId: id,
  requestId,
  purpose: named(purpose),
})

const asked = (request: ConsentRequest, ceremony: 'page' | 'signature'): AuditEntry => ({
  what: 'consent.asked',
  ...ofRequest(request),
  partyId: request.requestedBy,
  ceremony,
})

function answered({ request, event }: RequestChange, ceremony: 'page' | 'signature'): AuditEntry {
  const { state } = request
  const about = { ...ofRequest(request), partyId: event.by }
  if (state.name === 'accepted')
    return { what: 'consent.given', ...about, grantId: state.grantId, level: state.decision.level, ceremony }
  if (state.name === 'rejected') return { what: 'consent.declined', ...about, level: state.decision.level }
  return { what: 'consent.request_withdrawn', ...about }
}

const changed = ({ grant, events, use }: GrantChange): readonly AuditEntry[] =>
  events.flatMap((event): readonly AuditEntry[] => {
    if (event.type === 'used' && use) return [used(use, event, grant.state.name === 'exhausted')]
    return event.type === 'revoked' ? takenBack(grant) : []
  })

function takenBack(grant: AuthorizationGrant): readonly AuditEntry[] {
  const { state } = grant
  if (state.name !== 'revoked') return []
  return [{ what: 'consent.withdrawn', ...ofGrant(grant), partyId: state.by, by: state.reason }]
}

function changedContent({ grant, request, event }: ContentChange): AuditEntry {
  const state = request?.state
  const level = state?.name === 'accepted' ? state.decision.level : undefined
  return { what: 'consent.changed', ...ofGrant(grant), requestId: request?.id, partyId: event.by, level }
}

const used = (
  { grantId, clientId }: GrantUse,
  { requestId, by }: ConsentEvent,
  last = false,
): AuditEntry => ({
  what: 'consent.used',
  grantId,
  clientId,
  requestId,
  partyId: by,
  last,
})
