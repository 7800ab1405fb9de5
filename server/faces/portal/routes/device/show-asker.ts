import { askerOf, handlerOf } from '../../../../domain/registry/client.ts'
import { isOther } from '../../../../domain/requests/known-as.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { type AskedByDevice, readAsked } from '../../device/find-asked.ts'
import { findCode } from '../../device/kept-code.ts'
import { askedPath, codePath } from '../../device/paths.ts'
import type { PortalTools } from '../../portal-tools.ts'

/** Who asks, before anybody logs in for it; and that one goes on only with what one began oneself (RFC 8628 section 5.4). */
export const showAsker = (tools: PortalTools) =>
  pageRoute({
    method: 'get',
    path: askedPath,
    handle: async (request): Promise<PageReply> => {
      const code = findCode(tools.sealer, request)
      const found = code && (await readAsked(tools, await tools.polled.findByRequest(code.requestId)))
      if (!found) return { redirect: `${request.url.origin}${codePath}` }
      // What she goes on to leads on to the identity provider (decision 0013).
      return {
        formsLeadOut: true,
        view: 'device-asker',
        model: {
          action: askedPath,
          back: codePath,
          ...whoAsks(found),
          what: found.ask.purpose.name[request.language],
        },
      }
    },
  })

function whoAsks({ ask: { client } }: AskedByDevice) {
  const { name, knownAs } = askerOf(client)
  const isKnownOtherwise = knownAs !== undefined && isOther(knownAs, name)
  return { asker: name, knownAs: isKnownOtherwise ? knownAs : undefined, handler: handlerOf(client)?.name }
}
