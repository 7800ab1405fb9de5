import { type Config, readConfig } from '../config/config.ts'
import { faces } from '../faces/index.ts'

/** The configuration of this process, the faces' own settings included. Throws a `ConfigError`. */
export const composeConfig = (): Config => readConfig(undefined, { faces })
