import { z } from 'zod'
import type { ConsentRequestId, GrantId, PartyId } from '../../../domain/ids.ts'

const withId = <Id>() => z.object({ id: z.uuid().transform(id => id as Id) })

export const OfParty = withId<PartyId>()
export const OfGrant = withId<GrantId>()
export const OfRequest = withId<ConsentRequestId>()
