import { configurationReference } from '../server/config/settings/reference.ts'
import { registryJsonSchema } from '../server/registry/json-schema.ts'
import { auditReference, auditSchema } from './audit-reference.ts'
import { dataRetention } from './data-retention.ts'
import { behaviours } from './behaviours.ts'

/** Every file that is made from the code, by its path in the repository. */
export const generated = (): Readonly<Record<string, string>> => ({
  'server/config/README.md': configurationReference(),
  'docs/behaviours.md': behaviours(),
  'docs/data-retention.md': dataRetention(),
  'docs/audit-events.md': auditReference(),
  'docs/audit.schema.json': `${JSON.stringify(auditSchema(), null, 2)}\n`,
  'docs/registry.schema.json': `${JSON.stringify(registryJsonSchema(), null, 2)}\n`,
})
