import { fileOf } from '../../domain/document.ts'
import type { ExportedParty, OwnFacts } from '../../domain/exported-party.ts'
import type { PartyId } from '../../domain/ids.ts'
import { type Party, sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Evidence } from '../../ports/ledger/evidence.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { PartyRecords } from '../../ports/parties/party-records.ts'
import type { PartyRightStore } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { Page, PageRequest } from '../../ports/requests/consent-query.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import { consentPages, requestPages } from '../steps/export-pages.ts'

interface Ports {
  readonly records: PartyRecords
  readonly parties: Pick<PartyStore, 'find' | 'findAll' | 'revealIdentifier'>
  readonly rights: Pick<PartyRightStore, 'mayAct' | 'list'>
  readonly sessions: Pick<LoginSessionStore, 'ofParty'>
  readonly notices: Pick<NoticeStore, 'find'>
  readonly documents: Pick<DocumentStore, 'find'>
  readonly clients: Pick<ClientStore, 'glance' | 'acting'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly acts: Pick<OperatorActs, 'list'>
  readonly evidence: Pick<Evidence, 'misfitOf'>
  readonly audit: AuditLog
  readonly clock: Clock
}

/** Who takes it: the party itself or one who may read its consents, or an operator who answers for why. */
export type Taker = { readonly party: PartyId } | { readonly operator: string; readonly reason: string }

/**
 * All that is kept about a party, for its taker, on record before any of it is given out. What is not for whoever may merely
 * read its consents (a person's number, addresses and logins) is left out for such. Throws `caller.forbidden` for one who may
 * not, also about somebody who is not there; `party.not-found` for an operator.
 */
export const exportParty =
  (ports: Ports) =>
  async ({ about: id, taker }: { about: PartyId; taker: Taker }): Promise<ExportedParty> => {
    const about = await assertMayTake(ports, id, taker)
    const { records, parties, documents, evidence, audit } = ports
    audit.record({
      what: 'party.exported',
      aboutId: id,
      ...('party' in taker
        ? { by: 'giver', partyId: taker.party }
        : { by: 'operator', operator: taker.operator, reason: taker.reason }),
    })
    const powers = await all(page => ports.rights.list({ party: id }, page))
    return {
      about,
      own: isForTaker(about, taker) ? await ownFacts(ports, id) : undefined,
      powers,
      documents: await records.documents(id),
      support: await all(page => ports.acts.list({ party: id }, page)),
      parties: await parties.findAll(powers.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf])),
      consents: () => consentPages(ports, records.consents(id)),
      requests: () => requestPages(ports, records.requests(id)),
      isAltered: async grant => (await evidence.misfitOf(grant)) !== undefined,
      async fileOf(request) {
        const document = await documents.find(request)
        return document && fileOf(document)
      },
    }
  }

async function assertMayTake({ parties, rights }: Ports, id: PartyId, taker: Taker): Promise<Party> {
  if ('party' in taker) {
    const right = { actor: taker.party, onBehalfOf: id, resource: 'consents', action: 'read' }
    if (!(await rights.mayAct([right]))) throw forbidden()
  }
  const about = await parties.find(id)
  if (about) return about
  if ('party' in taker) throw forbidden()
  throw new Problem('party.not-found', 'No such party')
}

const forbidden = (): Problem =>
  new Problem('caller.forbidden', 'What is kept about this party is not for this person')

const isForTaker = (about: Party, taker: Taker): boolean =>
  'operator' in taker || about.kind !== 'person' || sameParty(about, taker.party)

async function all<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const found: T[] = []
  let after: string | undefined
  do {
    const { items, next } = await read({ limit: 100, after })
    found.push(...items)
    after = next
  } while (after !== undefined)
  return found
}

async function ownFacts({ records, parties, notices, sessions }: Ports, id: PartyId): Promise<OwnFacts> {
  return {
    identifier: await parties.revealIdentifier(id),
    ...(await records.numbers(id)),
    notices: await notices.find(id),
    logins: await sessions.ofParty(id),
  }
}
