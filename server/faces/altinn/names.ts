import { consentResourceType } from '../../domain/registry/consent-resource.ts'
import type { EventType } from '../../domain/event.ts'

/** The face's name: kept with everything that happens through it. */
export const face = 'altinn'

/** What opens which part of the API. */
export const scopes = {
  write: 'altinn:consentrequests.write',
  read: 'altinn:consentrequests.read',
  /** Asking for others, too. */
  organization: 'altinn:consentrequests.org',
  lookUp: 'altinn:maskinporten/consent.read',
  endUser: 'altinn:portal/enduser',
} as const

/** Where the APIs are, below the public address. */
export const prefixes = {
  enterprise: '/accessmanagement/api/v1/enterprise',
  maskinporten: '/accessmanagement/api/v1/maskinporten',
  endUser: '/accessmanagement/api/v1/bff',
  registry: '/resourceregistry/api/v1',
} as const

/** The page that a giver is sent to. */
export const consentPage = '/accessmanagement/ui/consent/request'

/** What the face keeps with a request. */
export const annotations = {
  /** `id/version` */
  template: 'altinn:template',
  redirectUrl: 'altinn:redirect-url',
  /** JSON: text by language. */
  message: 'altinn:message',
  /** `Hide` or `Show` */
  viewMode: 'altinn:view-mode',
  /** Id of the party that alone may answer. */
  requiredDelegator: 'altinn:required-delegator',
} as const

/** What core scopes of the face are about. */
export const resourceType = consentResourceType

/** What events are called; those that are missing are not shown. */
export const eventNames: Partial<Readonly<Record<EventType, string>>> = {
  requested: 'Created',
  accepted: 'Accepted',
  rejected: 'Rejected',
  revoked: 'Revoked',
  withdrawn: 'Deleted',
  used: 'Used',
}
