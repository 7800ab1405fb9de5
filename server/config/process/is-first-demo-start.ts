import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory } from './data-directory.ts'
import type { Environment } from './environment.ts'

/** Whether this start will have to make the keys of the demo, as far as one can know before the configuration is read. */
export const isFirstDemoStart = (env: Environment = process.env): boolean =>
  env.SAMTYKKE_ENV !== 'production' && !existsSync(join(dataDirectory(env), 'demo-secrets'))
