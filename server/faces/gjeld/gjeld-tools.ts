import type { FaceTools } from '../face-module.ts'
import { type Audiences, audiences } from './audiences.ts'
import type { Settings } from './settings.ts'

/** What the face works with: what every face has, its addresses and the names of its APIs. */
export interface GjeldTools extends FaceTools {
  readonly settings: Settings
  /** With the trailing slash. */
  readonly issuer: string
  /** Without a trailing slash. */
  readonly apiUrl: string
  readonly audiences: Audiences
}

export function gjeldTools(tools: FaceTools, settings: Settings): GjeldTools {
  const issuer = settings.issuer ?? `${tools.publicUrl}/gjeld/`
  const apiUrl = settings.apiUrl ?? issuer.replace(/\/$/, '')
  return { ...tools, settings, issuer, apiUrl, audiences: audiences(apiUrl, settings.audienceBases) }
}
