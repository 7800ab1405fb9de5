import type { ConsentRequestId } from '../../../domain/ids.ts'

/** Where a no is found again. */
export const declinedPath = '/consents/declined/:id'

export const declinedAt = (id: ConsentRequestId): string => declinedPath.replace(':id', id)
