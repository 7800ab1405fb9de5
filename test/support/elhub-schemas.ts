import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'

const folder =
  process.env.SAMTYKKE_TEST_ELHUB_SCHEMAS ??
  new URL('../../../shared/contracts/elhub-schemas/schemas/', import.meta.url).pathname

/** Where upstream's schemas are, `undefined` where they are not. */
export const upstreamSchemas: string | undefined = existsSync(folder) ? folder : undefined

/** What upstream's schema of errors says against a body; nothing for a good one. */
export function errorsAgainst(body: unknown, schema = 'json-api-error.schema.json'): readonly unknown[] {
  const ajv = new Ajv2020({ strict: false, formats: fullFormats })
  for (const name of readdirSync(folder).filter(file => file.endsWith('.json'))) {
    ajv.addSchema(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')), name)
  }
  const validate = ajv.getSchema(schema)
  if (!validate) throw new Error(`There is no schema ${schema}`)
  return validate(body) ? [] : (validate.errors ?? [])
}
