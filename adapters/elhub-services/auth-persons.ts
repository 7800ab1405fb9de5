import { z } from 'zod'
import type { PersonSource } from '../../server/ports/parties/person-directory.ts'
import type { Authorization } from './authorization.ts'
import { askJsonApi } from './json-api.ts'

const Person = z.object({ data: z.object({ id: z.uuid() }) })

/** The person service: a number goes in, an id that reveals nothing comes out. */
export const authPersons = (base: string, authorization: Authorization | undefined): PersonSource => ({
  async findOrCreate(nin, traceId) {
    if (traceId === '') throw new Error('The person service takes no call without a trace id')
    const outcome = await askJsonApi({
      url: `${base}/market-parties/v0/persons`,
      method: 'POST',
      body: JSON.stringify({ data: { type: 'Person', attributes: { nationalIdentityNumber: nin } } }),
      authorization,
      traceId,
      schema: Person,
    })
    if ('answer' in outcome) return outcome.answer.data.id.toLowerCase()
    if (outcome.refused.code === 'invalid_national_identity_number') return undefined
    throw new Error(`The person service refused with status ${outcome.refused.status}`)
  },
})
