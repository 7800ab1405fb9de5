import type { Middleware } from 'koa'
import type { ClientCertificates } from '../../adapters/oidc/issuer/materials.ts'
import { mountFace } from '../http/api/mount-face.ts'
import { serveOpenApi } from '../http/api/openapi.ts'
import type { Gate } from '../http/limits/gate.ts'
import type { Assets } from '../http/pages/assets.ts'
import { mountPages } from '../http/pages/mount-pages.ts'
import { nothingThere } from '../http/pages/nothing-there.ts'
import { robotsTxt } from '../http/robots-txt.ts'
import type { Lanes } from '../ports/lanes.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { OpenFace } from './faces.ts'
import { type Handle, onErrorOf, requestStack, type StackParts } from './request-stack.ts'

interface Parts extends StackParts {
  readonly managementUrl: string | undefined
  readonly stores: StackParts['stores'] & { readonly units: { readonly lanes: Lanes } }
  readonly gate: Gate
  readonly assets: Assets
  readonly renderer: PageRenderer
  readonly opened: readonly Pick<OpenFace, 'name' | 'management'>[]
  readonly certificates: Pick<ClientCertificates, 'shownIn'> | undefined
}

/** What faces show operators, for the management port; `undefined` where operators have no address to come to. */
export function managementStack(parts: Parts): Handle | undefined {
  const { managementUrl, renderer, assets, gate, opened, stores } = parts
  if (managementUrl === undefined) return undefined
  const { lanes } = stores.units
  const pageTools = { renderer, publicUrl: managementUrl, lanes, gate, problemView: 'console/problem' }
  const apiTools = { onError: onErrorOf(parts), lanes, gate, certificateIn: parts.certificates?.shownIn }
  return requestStack(parts, [
    robotsTxt,
    assets.middleware,
    ...opened.flatMap(face => apisOf(face, apiTools)),
    ...opened.flatMap(({ management }) =>
      management?.pages ? [mountPages(management.pages, pageTools)] : [],
    ),
    nothingThere(pageTools),
  ])
}

/** Each with its description, which nobody but operators has a use for, beside it. */
const apisOf = (
  { name, management }: Parts['opened'][number],
  tools: Parameters<typeof mountFace>[1],
): readonly Middleware[] =>
  (management?.apis ?? []).flatMap(api => [
    serveOpenApi({ face: name, api }, `${api.prefix}/openapi.json`),
    mountFace(api, tools),
  ])
