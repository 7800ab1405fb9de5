import { z } from 'zod'

/** Why, where the body has room for it. */
export const Reason = z.string().max(500).describe('Why, in words that are kept; no national identity number')
