import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import type { FormMaker } from '../session.ts'
import { signedIn } from '../signed-in.ts'
import { asOneself } from './as-oneself.ts'
import type { Leave } from './login-needed.ts'

/** Where a form is, as paths of ours, and who may go on there. */
export interface PageOfForm {
  readonly page: string
  /** Where somebody comes to who logs in as herself, when that is another page. */
  readonly back?: string
  /** Whether one who is logged in now may go on there; yes when not said. */
  readonly isFor?: (session: LoginSession) => Promise<boolean>
  readonly leave?: () => Promise<Required<Leave> | undefined>
}

interface Sent {
  readonly request: Pick<PageRequest, 'language'>
  readonly session: LoginSession
  readonly maker: Exclude<FormMaker, 'this-login'>
  readonly place: PageOfForm
}

/** A form of another login than the one there is now: nothing was done, and there are ways on. */
export async function otherLogin(
  { renderer }: Pick<FaceTools, 'renderer'>,
  { request: { language }, session, maker, place }: Sent,
): Promise<PageReply> {
  const name = session.party.displayName
  const who = maker === 'somebody-else' && name === '' ? 'somebody-unnamed' : maker
  const say = (what: string) => renderer.text(`other-login.${who}.${what}`, language, { name })
  const isSame = maker === 'same-person'
  const goesOn = isSame || !place.isFor || (await place.isFor(session))
  const leave = isSame ? undefined : await place.leave?.()
  return {
    view: 'other-login',
    status: 403,
    model: {
      ...signedIn(session),
      title: say('title'),
      text: say('text'),
      asOneself: isSame ? undefined : asOneself(place.back ?? place.page),
      goOn: goesOn ? { href: place.page, text: say('go-on') } : undefined,
      leave,
    },
    formsLeadOut: leave !== undefined,
  }
}
