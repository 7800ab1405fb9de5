import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { NoticeStore } from '../../ports/notices/notices.ts'
import { chooseNotices, stopNotices } from './choose-notices.ts'
import { confirmNotices } from './confirm-notices.ts'

interface Ports {
  readonly notices: NoticeStore
  readonly clock: Clock
  readonly ids: Pick<Ids, 'derivedUuid'>
}

/** What a person does about notices by e-mail. */
export const openNotices = (ports: Ports) => ({
  find: ports.notices.find,
  choose: chooseNotices(ports),
  confirm: confirmNotices(ports),
  stop: stopNotices(ports),
})

export type Notices = ReturnType<typeof openNotices>
