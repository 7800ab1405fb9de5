import { z } from 'zod'

const text = z.string().nullish()

const AuthorizationInfo = z.object({
  actingGLN: text,
  authorizedFunctions: z.array(z.object({ functionName: text })).nullish(),
  inputFailed: z.unknown().optional(),
  actingType: text,
  actingId: text,
  actingOrganisationNumber: text,
  error: z.unknown().optional(),
})

/** What a policy decision point says of a token. */
export const PolicyAnswer = z.object({
  result: z.object({
    tokenInfo: z.object({ tokenStatus: text, tokenType: text, partyId: text }).nullish(),
    authInfo: AuthorizationInfo.nullish(),
    error: z.unknown().optional(),
  }),
})

export type PolicyAnswer = z.infer<typeof PolicyAnswer>
export type AuthorizationInfo = z.infer<typeof AuthorizationInfo>
