import type { Environment } from './environment.ts'
import { settings } from '../settings/settings.ts'

/** Where the data directory lies, whether or not the rest of the configuration holds. */
export const dataDirectory = (env: Environment = process.env): string =>
  env.SAMTYKKE_DATA_DIR || settings.SAMTYKKE_DATA_DIR.byDefault
