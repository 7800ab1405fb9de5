import { z } from 'zod'
import { registrySchema } from './registry-schema.ts'

/** The declarative file's format as JSON Schema (draft 2020-12), for editors. */
export const registryJsonSchema = (): object => ({
  ...z.toJSONSchema(registrySchema, { io: 'input' }),
  title: 'samtykke registry',
})
