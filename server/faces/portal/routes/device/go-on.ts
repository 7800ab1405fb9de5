import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { findCode, keepCode } from '../../device/kept-code.ts'
import { askedPath, codePath, questionPath } from '../../device/paths.ts'

/** She says that she began it herself. */
export const goOn = ({ sealer }: Pick<FaceTools, 'sealer'>) =>
  pageRoute({
    method: 'post',
    path: askedPath,
    form: z.strictObject({ go: z.literal('on') }),
    handle: async (request): Promise<PageReply> => {
      const code = findCode(sealer, request)
      if (!code) return { redirect: `${request.url.origin}${codePath}` }
      const kept = keepCode(sealer, { ...code, goesOn: true })
      return { redirect: `${request.url.origin}${questionPath}`, cookies: [kept] }
    },
  })
