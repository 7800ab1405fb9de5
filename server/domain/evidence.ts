import type { EventType } from './event.ts'
import type { AuthorizationGrant } from './grants/authorization-grant.ts'
import type { DeletionStep } from './grants/deletion.ts'
import type { GrantUse } from './grants/grant-use.ts'
import { type AuthorizationDetail, detailTypesOf } from './registry/authorization-detail.ts'
import type { ConsentRequest } from './requests/consent-request.ts'
import { canonicalJson } from './text/canonical-json.ts'

/** What an event is about, as it is once the event has happened. */
export interface Attested {
  readonly request?: ConsentRequest | undefined
  readonly grant?: AuthorizationGrant | undefined
  readonly use?: GrantUse | undefined
  readonly deletion?: DeletionStep | undefined
  /** SHA-256 (hex) of the file that was signed, when it was decided by signature. */
  readonly documentHash?: string | undefined
}

/**
 * What an event attests, as two texts that are equal for equal content. The words are what people wrote to each other, which
 * may have to be forgotten; the facts can be held against the ledger without them.
 */
export interface Content {
  readonly facts: string
  readonly words: string
}

/**
 * The same whether it is made of what is about to be written or of what was read. Says `null` for what is not there.
 *
 * @NOTE Hashes were made of these texts: a member that is added, moved, renamed or left out here makes every event before
 * unfit. They are in the order in which they are written here; what others have named is in the order of its names.
 */
export function contentOf(type: EventType, attested: Attested): Content {
  const { facts, words } = parts[type](attested)
  return { facts: JSON.stringify({ type, ...facts }), words: JSON.stringify(words) }
}

interface Detailed {
  readonly details: readonly AuthorizationDetail[]
}

interface Parts {
  readonly facts: object
  readonly words: object
}

const parts: Readonly<Record<EventType, (attested: Attested) => Parts>> = {
  requested: ({ request }) => ({ facts: { request: asked(request) }, words: wordsOf(request) }),
  accepted: ({ request, grant, documentHash = null }) => ({
    facts: { request: asked(request), decision: decided(request), grant: given(grant), documentHash },
    words: givenWords({ request, grant }),
  }),
  rejected: ({ request }) => ({
    facts: { request: asked(request), decision: decided(request) },
    words: wordsOf(request),
  }),
  withdrawn: ({ request }) => ({
    facts: {
      request: request?.id ?? null,
      at: request?.state.name === 'withdrawn' ? request.state.at : null,
    },
    words: {},
  }),
  used: ({ use }) => ({ facts: { use: usedOnce(use) }, words: toldOf(use) }),
  exhausted: ended,
  revoked: ended,
  expired: ({ grant }) => ({
    facts: { grant: grant?.id ?? null, to: grant?.validity.to ?? null },
    words: {},
  }),
  changed: ({ request, grant }) => ({
    facts: { request: asked(request), decision: decided(request), grant: given(grant) },
    words: givenWords({ request, grant }),
  }),
  'deletion-requested': deletionStep,
  'deletion-refused': deletionStep,
  'deletion-done': deletionStep,
}

const givenWords = ({ request, grant }: Attested): object => ({
  request: wordsOf(request),
  annotations: grant ? canonicalJson(grant.annotations) : null,
  ...detailsOf(grant),
})

function ended({ grant }: Attested): Parts {
  const state = grant?.state ?? { name: 'active' }
  const facts = {
    grant: grant?.id ?? null,
    end: state.name,
    at: 'at' in state ? state.at : null,
    by: state.name === 'revoked' ? (state.by ?? null) : null,
    reason: state.name === 'revoked' ? state.reason : null,
  }
  return { facts, words: {} }
}

function deletionStep({ deletion }: Attested): Parts {
  if (!deletion) return { facts: { deletion: null }, words: {} }
  const { name, grantId, by, at } = deletion
  const facts = { step: name, grantId, by, at }
  if (deletion.name === 'requested') {
    return { facts: { deletion: { ...facts, answerBy: deletion.answerBy } }, words: {} }
  }
  const { clientId } = deletion
  if (deletion.name === 'done') {
    return { facts: { deletion: { ...facts, clientId, deletedAt: deletion.deletedAt } }, words: {} }
  }
  const { basis, language = null } = deletion
  return { facts: { deletion: { ...facts, clientId } }, words: { basis, language } }
}

/** @NOTE What is used by the one it was given to is without the last members, as every use of before. */
const usedOnce = (use: GrantUse | undefined): object | null =>
  use === undefined
    ? null
    : {
        grantId: use.grantId,
        at: use.at,
        clientId: use.clientId,
        traceId: use.traceId ?? null,
        ...(use.onBehalf && { by: use.onBehalf.by, onBehalfOf: use.onBehalf.of }),
        ...(use.audience !== undefined && { audience: use.audience }),
      }

/** @NOTE What was recorded before uses had a language and codes is without these members, and so is what has none of them. */
const toldOf = (use: GrantUse | undefined): object => ({
  what: use?.what ?? null,
  ...(use?.language && { language: use.language }),
  ...(use?.codes && { codes: use.codes }),
})

const wordsOf = (request: ConsentRequest | undefined): object => ({
  message: request?.message ?? null,
  annotations: request ? canonicalJson(request.annotations) : null,
  ...detailsOf(request),
})

/** What was asked, which never changes. */
const asked = (request: ConsentRequest | undefined): object | null =>
  request === undefined
    ? null
    : {
        id: request.id,
        face: request.face,
        clientId: request.clientId,
        purpose: purposeOf(request),
        requestedBy: request.requestedBy,
        handledBy: request.handledBy ?? null,
        requestedFrom: request.requestedFrom,
        requestedTo: request.requestedTo,
        scopes: scopesOf(request),
        rights: rightsOf(request),
        ...typesOf(request),
        requiredLevel: request.requiredLevel,
        answerBy: request.answerBy,
        asks: asksOf(request),
        ceremony: request.ceremony,
        createdAt: request.createdAt,
        ...managed(request),
      }

/** @NOTE What was recorded before grants could be managed is without this member, and so is what names none. */
const managed = ({ management }: ConsentRequest): object | undefined =>
  management && {
    management: { action: management.action, grant: 'grantId' in management ? management.grantId : null },
  }

/** The text that was read by its hash alone. */
function decided(request: ConsentRequest | undefined): object | null {
  if (!request || !('decision' in request.state)) return null
  const { by, role, at, level, language, shown } = request.state.decision
  const { hash: textHash, templateVersion } = shown
  return { outcome: request.state.name, by, role, at, level, language, textHash, templateVersion }
}

/** What was given, as it is from then on: until its next change. */
const given = (grant: AuthorizationGrant | undefined): object | null =>
  grant === undefined
    ? null
    : {
        id: grant.id,
        face: grant.face,
        clientId: grant.clientId,
        requestId: grant.requestId ?? null,
        agreementKey: grant.agreementKey ?? null,
        purpose: purposeOf(grant),
        grantedFor: grant.grantedFor,
        grantedBy: grant.grantedBy,
        grantedTo: grant.grantedTo,
        handledBy: grant.handledBy ?? null,
        scopes: scopesOf(grant),
        rights: rightsOf(grant),
        ...typesOf(grant),
        from: grant.validity.from,
        to: grant.validity.to,
        singleUse: grant.singleUse,
        createdAt: grant.createdAt,
      }

const asksOf = ({ asks }: ConsentRequest): object => ({
  singleUse: asks.singleUse,
  seconds: 'seconds' in asks ? asks.seconds : null,
  until: 'until' in asks ? asks.until : null,
  untilText: 'until' in asks ? (asks.untilText ?? null) : null,
  years: 'years' in asks ? asks.years : null,
})

const purposeOf = ({ purpose }: Pick<ConsentRequest, 'purpose'>): object => ({
  id: purpose.id,
  version: purpose.version,
})

const rightsOf = ({ rights }: Pick<ConsentRequest, 'rights'>): string | null =>
  rights ? canonicalJson(rights) : null

/** @NOTE What has no details is without these members, as everything was before there were any. */
const typesOf = ({ details }: Detailed): object =>
  details.length === 0 ? {} : { detailTypes: detailTypesOf(details) }

const detailsOf = (one: Detailed | undefined): object =>
  one === undefined || one.details.length === 0 ? {} : { details: canonicalJson(one.details) }

const scopesOf = ({ scopes }: Pick<ConsentRequest, 'scopes'>): readonly object[] =>
  scopes.map(({ permission, resourceType, resourceId }) => ({ permission, resourceType, resourceId }))
