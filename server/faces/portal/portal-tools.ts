import type { HouseTools } from '../tools/house-tools.ts'
import type { OAuthTools } from '../tools/oauth-tools.ts'
import type { PageTools } from '../tools/page-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import type { SessionTools } from '../tools/session-tools.ts'

/** What a page of somebody who is logged in works with. */
export type PortalTools = HouseTools & RegistryTools & PageTools & SessionTools & Pick<OAuthTools, 'polled'>

/** What a page works with that an authorization waits for. */
export type InteractionTools = PortalTools & Pick<OAuthTools, 'pending'>
