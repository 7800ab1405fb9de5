import type { Config } from '../config/config.ts'
import { readConfig } from '../config/read-config.ts'
import { faces } from '../faces/index.ts'

/** The configuration of this process, the faces' own settings included. Throws a `ConfigError`. */
export const composeConfig = (): Config => readConfig(undefined, { faces })
