import { z } from 'zod'

/** How operators log in is a setting of the house: `SAMTYKKE_OPERATORS_*`. */
export const Settings = z.strictObject({})

export type Settings = z.infer<typeof Settings>
