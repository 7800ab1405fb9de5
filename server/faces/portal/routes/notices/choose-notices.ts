import { z } from 'zod'
import { noticeKinds, reminderDays, usualReminderDays } from '../../../../domain/notice.ts'
import { LimitReached } from '../../../../domain/limit.ts'
import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRequest } from '../../../../http/pages/pages.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { Notices } from '../../../../usecases/index.ts'
import type { FaceTools } from '../../../face-module.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { noticesPage } from '../../notices/notices-page.ts'
import type { Settings } from '../../settings.ts'

const chosen = z.literal('yes').optional()

const Form = z.strictObject({
  act: z.enum(['save', 'stop']),
  csrf: z.string().optional(),
  email: z.string().max(1000).default(''),
  given: chosen,
  used: chosen,
  withdrawn: chosen,
  expiring: chosen,
  asked: chosen,
  summary: chosen,
  days: z.enum(reminderDays.map(String)).default(String(usualReminderDays)),
})

type Form = z.infer<typeof Form>

const Email = z.email().max(254)

/** Keeps what the person chose; a new address is sent a link first. */
export const chooseNotices = (
  tools: Pick<FaceTools, 'digest' | 'renderer' | 'sessions'>,
  { loginLevel }: Settings,
  notices: Notices,
) =>
  pageRoute({
    method: 'post',
    path: '/notices',
    form: Form,
    handle: withOwnForm(tools, {
      level: loginLevel,
      at: () => ({ page: '/notices' }),
      handle: async (request, session): Promise<PageReply> => {
        if (request.form.act === 'save') return save(notices, request, session)
        await notices.stop(session.party.id)
        return { redirect: `${request.url.origin}/notices` }
      },
    }),
  })

async function save(
  notices: Notices,
  { form, language, url }: PageRequest<unknown, unknown, Form>,
  session: LoginSession,
): Promise<PageReply> {
  const party = session.party.id
  const kinds = noticeKinds.filter(kind => form[kind] === 'yes')
  const remindDays = Number(form.days)
  const email = form.email.trim()
  const again = async (fault: 'email' | 'kinds' | 'pause') =>
    noticesPage(
      { session, language, address: await notices.find(party) },
      { fault, email, kinds, remindDays },
    )
  if (!Email.safeParse(email).success) return again('email')
  if (kinds.length === 0) return again('kinds')
  try {
    await notices.choose({ party, email, language, kinds, remindDays })
    return { redirect: `${url.origin}/notices` }
  } catch (error) {
    if (error instanceof LimitReached) throw error
    if (error instanceof Problem && error.code === 'request.too-many') return again('pause')
    throw error
  }
}
