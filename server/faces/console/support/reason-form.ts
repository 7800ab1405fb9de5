import { z } from 'zod'

/** A reason is judged by the desk, which says what is wrong with it. */
export const ReasonForm = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('look'),
  reason: z.string().max(2000),
})

export type ReasonForm = z.infer<typeof ReasonForm>
