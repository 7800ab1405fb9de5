import { contactLink } from '../../../domain/text/contact.ts'
import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import { duration } from '../../../wording/dates.ts'
import { retentionLines } from '../../../wording/retention.ts'
import type { FaceTools } from '../../face-module.ts'

type Tools = Pick<FaceTools, 'renderer' | 'operatorPrivacy' | 'notices'>

/** What the operator tells of how this service handles what it stores. Anybody may read it. */
export const showPrivacy = ({ renderer, operatorPrivacy, notices }: Tools) =>
  pageRoute({
    method: 'get',
    path: '/privacy',
    handle: async ({ language }): Promise<PageReply> => {
      const { contact, officer, login, asksRegister } = operatorPrivacy
      return {
        view: 'privacy',
        model: {
          contact: contact && { text: contact, href: contactLink(contact) },
          officer: officer && { text: officer, href: contactLink(officer) },
          idle: duration(login.idleSeconds, language),
          longest: duration(login.longestSeconds, language),
          periods: retentionLines(renderer, await operatorPrivacy.retention(), language),
          kept: ['consents', 'person', 'login', ...(notices ? ['notices'] : []), 'counters', 'log'],
          recipients: ['askers', 'sources', 'login', ...(asksRegister ? ['register'] : [])],
        },
      }
    },
  })
