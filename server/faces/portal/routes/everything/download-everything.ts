import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { writeEverything } from '../../../../wording/everything/write-everything.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ReadFor, readFor } from '../../consents/read-for.ts'
import { everythingAt, everythingPath } from '../../everything/everything-path.ts'
import { isFresh } from '../../everything/is-fresh.ts'
import { asOneself } from '../../login/as-oneself.ts'
import { loginNeeded } from '../../login/login-needed.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'

const Form = z.strictObject({
  act: z.literal('download'),
  csrf: z.string().optional(),
  for: ReadFor,
})

type Tools = PortalTools & Pick<FaceTools, 'documentRenderer'>

/** Everything about the person, or about one whose consents she may read, as a file. */
export const downloadEverything = (tools: Tools, settings: Settings) => {
  const pageOf = ({ form }: { form: z.infer<typeof Form> }) => everythingAt(form.for)
  return pageRoute({
    method: 'post',
    path: everythingPath,
    form: Form,
    handle: withOwnForm(tools, {
      level: settings.loginLevel,
      at: request => ({ page: pageOf(request) }),
      handle: async (request, session): Promise<PageReply> => {
        if (!isFresh(tools, settings, session)) {
          return loginNeeded(asOneself(pageOf(request)), { why: 'not-fresh' })
        }
        const { about } = await readFor(tools, session, request.form.for)
        const exported = await tools.core.exportParty({ about, taker: { party: session.party.id } })
        const at = tools.clock.now()
        const { language } = request
        const bytes = await writeEverything(tools, exported, { language, issuer: tools.publicUrl, at })
        const fileName = `samtykke-${at.toISOString().slice(0, 10)}.zip`
        return { download: { bytes, mediaType: 'application/zip', fileName } }
      },
    }),
  })
}
