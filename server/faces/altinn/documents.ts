import type { PartyId } from '../../domain/ids.ts'
import type { ConsentRight } from '../../domain/registry/consent-right.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import { isOverAt, type Standing } from '../../domain/grants/standing.ts'
import { utcText } from '../../domain/text/utc-text.ts'
import type { LookedUpConsent } from '../../usecases/grants/look-up-consent.ts'
import { annotations, consentPage, eventNames } from './names.ts'
import type { ShownConsent } from './shown-consent.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

interface Wording {
  readonly publicUrl: string
  /** When it is read. */
  readonly now: Date
  /** How parties are named. */
  readonly urnOf: (id: PartyId) => string
}

/** A consent request as those who take part in it read it. */
export function consentDocument({ consent, events }: ShownConsent, { publicUrl, now, urnOf }: Wording) {
  const { from, to, handledBy, annotations: kept } = consent
  const delegator = kept[annotations.requiredDelegator] as PartyId | undefined
  return {
    id: consent.id,
    from: urnOf(from.id),
    to: urnOf(to.id),
    requiredDelegator: delegator === undefined ? null : urnOf(delegator),
    handledBy: handledBy ? urnOf(handledBy.id) : null,
    validTo: consent.validToText,
    consentRights: consent.rights.map(rightDocument),
    requestMessage: messageIn(kept),
    status: statusOf(consent),
    consented: consent.consentedAt ? utcText(consent.consentedAt) : null,
    redirectUrl: kept[annotations.redirectUrl] ?? null,
    consentRequestEvents: [
      ...events.flatMap(event => eventDocuments(event, consent, urnOf)),
      ...(isOverAt(consent, now) ? [expiredDocument(consent, urnOf)] : []),
    ],
    viewUri: `${publicUrl}${consentPage}?id=${consent.id}`,
    portalViewMode: kept[annotations.viewMode] ?? 'Hide',
  }
}

export type ConsentDocument = ReturnType<typeof consentDocument>

export const rightDocument = ({ actions, resource, metadata }: ConsentRight) => ({
  action: actions,
  resource: [{ type: resource.type, value: resource.value }],
  metadata: metadata ?? null,
})

/** What is kept, whatever time it is: a request that nobody has answered in time is still `Created`. */
export const statusOf = ({ standing }: Pick<LookedUpConsent, 'standing'>): Status => statuses[standing]

export type Status = 'Created' | 'Accepted' | 'Rejected' | 'Revoked' | 'Deleted'

const statuses: Readonly<Record<Standing, Status>> = {
  waiting: 'Created',
  unanswered: 'Created',
  rejected: 'Rejected',
  withdrawn: 'Deleted',
  'not-begun': 'Accepted',
  active: 'Accepted',
  'used-up': 'Accepted',
  over: 'Accepted',
  revoked: 'Revoked',
}

function messageIn(kept: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  const message = kept[annotations.message]
  return message === undefined ? null : (JSON.parse(message) as Record<string, string>)
}

/** @NOTE Older clients fail on names that they do not know, so uses are not shown here. */
const told = new Set(['requested', 'accepted', 'rejected', 'revoked', 'withdrawn'])

function eventDocuments(event: NumberedEvent, consent: LookedUpConsent, urnOf: Wording['urnOf']) {
  if (!told.has(event.type)) return []
  return [
    {
      consentEventID: event.id as string,
      created: utcText(event.at),
      performedBy: urnOf(event.by ?? consent.from.id),
      eventType: eventNames[event.type],
      consentRequestID: consent.id,
    },
  ]
}

/** Never kept: read after the end, a consent says that it has come to it. */
const expiredDocument = ({ to, validToText }: LookedUpConsent, urnOf: Wording['urnOf']) => ({
  consentEventID: nobody,
  created: validToText,
  performedBy: urnOf(to.id),
  eventType: 'Expired',
  consentRequestID: nobody,
})
