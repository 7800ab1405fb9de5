import type { Issuer } from '../../adapters/oidc/issuer/open-issuer.ts'
import type { Config } from '../config/config.ts'
import type { Demo } from '../demo/open-demo.ts'
import type { Face, FaceTools, ListedFace } from '../faces/face-module.ts'
import type { OAuthProfile } from '../ports/oauth/oauth-profile.ts'
import type { RequestDialect } from '../ports/requests/request-dialect.ts'
import type { Stores } from './storage.ts'

/** What is looked up among open faces and issuers. Made before them, because their tools hold it; full once they are open. */
export interface Directory {
  readonly profiles: Map<string, OAuthProfile>
  readonly issuers: Map<string, Issuer>
  readonly requestDialects: Map<string, RequestDialect>
  /** What faces say of themselves in the house issuer's metadata. */
  readonly metadata: Map<string, unknown>
  /** Issuers of the JWTs that faces sign by themselves. */
  readonly tokenIssuers: Set<string>
}

export const emptyDirectory = (): Directory => ({
  profiles: new Map(),
  issuers: new Map(),
  requestDialects: new Map(),
  metadata: new Map(),
  tokenIssuers: new Set(),
})

export const issuerUrlsOf = ({ profiles, tokenIssuers }: Directory): readonly string[] => [
  ...[...profiles.values()].map(({ issuer }) => issuer),
  ...tokenIssuers,
]

export interface OpenFace extends Face {
  readonly name: string
}

interface Parts {
  readonly config: Pick<Config, 'faces'>
  readonly directory: Directory
  readonly tools: FaceTools
}

/** Opens the faces, each with its own settings, and lists them in the directory. */
export const openFaces = (
  listed: readonly ListedFace[],
  { config, directory, tools }: Parts,
): readonly OpenFace[] =>
  listed.map(({ name, open }) => addTo(directory, { ...open(tools, config.faces[name] ?? {}), name }))

/** The face, now in the directory. */
export function addTo(directory: Directory, face: OpenFace): OpenFace {
  const { name, oauth, requests, tokenIssuer, metadata = {} } = face
  if (oauth) directory.profiles.set(name, oauth)
  if (requests) directory.requestDialects.set(name, requests)
  for (const [member, value] of Object.entries(metadata)) directory.metadata.set(member, value)
  if (tokenIssuer !== undefined) directory.tokenIssuers.add(tokenIssuer)
  return face
}

interface Registering {
  readonly stores: Pick<Stores, 'registry'>
  readonly demo: Pick<Demo, 'addFace'> | undefined
}

/** Registers what the faces bring, in the demo world, too. Repeating it changes nothing. */
export async function registerFaces(
  opened: readonly OpenFace[],
  { stores: { registry }, demo }: Registering,
): Promise<void> {
  for (const face of opened) {
    for (const resource of face.registry?.resources ?? []) await registry.putResource(resource)
    for (const purpose of face.registry?.purposes ?? []) await registry.putPurpose(purpose)
    await demo?.addFace(face.name, face)
  }
}
