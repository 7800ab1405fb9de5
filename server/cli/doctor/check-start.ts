import { tryStart } from '../../compose/try-start.ts'
import type { Config } from '../../config/config.ts'
import { ConfigError } from '../../config/settings/config-error.ts'
import { type Finding, ill, well } from './finding.ts'

/** Lets everything open that a start opens over its storage: pages and their texts, faces, issuers. */
export async function checkStart(config: Config): Promise<Finding[]> {
  try {
    await tryStart(config)
    return [well('start: faces, issuers and pages open')]
  } catch (error) {
    if (error instanceof ConfigError) return error.findings.map(finding => ill('configuration', finding))
    return [ill('start', error instanceof Error ? error.message : String(error))]
  }
}
