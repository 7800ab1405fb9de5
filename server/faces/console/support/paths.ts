import type { ConsentRequestId, GrantId, PartyId } from '../../../domain/ids.ts'

export const supportPath = '/console/support'

export const partyPath = (id: PartyId): string => `/console/parties/${id}`

export const grantPath = (id: GrantId): string => `/console/grants/${id}`

export const requestPath = (id: ConsentRequestId): string => `/console/requests/${id}`
