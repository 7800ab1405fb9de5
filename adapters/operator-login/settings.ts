import type { OpenidProvider } from '../openid/provider.ts'
import type { RoleSettings } from './roles-in.ts'

/** How the console is registered at the operators' provider, and how that tells of roles. */
export interface OperatorLoginSettings extends OpenidProvider, RoleSettings {
  /** What is asked for, `openid` among it. */
  readonly scope: string
}
