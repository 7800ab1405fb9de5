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

export function gjeldTools(tools: Given, settings: Settings): GjeldTools {
  const issuer = settings.issuer ?? `${tools.publicUrl}/gjeld/`
  const apiUrl = settings.apiUrl ?? issuer.replace(/\/$/, '')
  return { ...tools, settings, issuer, apiUrl, audiences: audiences(apiUrl, settings.audienceBases) }
}
