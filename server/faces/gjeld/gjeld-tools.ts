import type { HouseTools } from '../tools/house-tools.ts'
import type { OAuthTools } from '../tools/oauth-tools.ts'
import type { RegistryTools } from '../tools/registry-tools.ts'
import type { SourceTools } from '../tools/source-tools.ts'
import { type Audiences, audiences } from './oauth/audiences.ts'
import type { Settings } from './settings.ts'

type Given = HouseTools & RegistryTools & Pick<OAuthTools, 'tokens'> & Pick<SourceTools, 'openDebtSource'>

/** What the face works with: its addresses and the names of its APIs. */
export interface GjeldTools extends Given {
  readonly settings: Settings
  /** With the trailing slash. */
  readonly issuer: string
  /** Without a trailing slash. */
  readonly apiUrl: string
  readonly audiences: Audiences
}

export const gjeldTools = (tools: Given, settings: Settings): GjeldTools => ({
  ...tools,
  ...addresses(tools, settings),
  settings,
  audiences: audiencesAt(tools, settings),
})

type Place = Pick<Given, 'publicUrl'>

/** What the APIs are named by. */
export const audiencesAt = (place: Place, settings: Settings): Audiences =>
  audiences(addresses(place, settings).apiUrl, settings.audienceBases)

function addresses({ publicUrl }: Place, settings: Settings): Pick<GjeldTools, 'issuer' | 'apiUrl'> {
  const issuer = settings.issuer ?? `${publicUrl}/gjeld/`
  return { issuer, apiUrl: settings.apiUrl ?? issuer.replace(/\/$/, '') }
}
