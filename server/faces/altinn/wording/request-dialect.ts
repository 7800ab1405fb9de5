import type { RequestDialect } from '../../../ports/requests/request-dialect.ts'
import { annotations } from '../names.ts'
import { composeQuestion, type WordingTools } from './compose-question.ts'
import { describeRights } from './describe-rights.ts'
import { returnAddress } from './return-address.ts'
import { describePurpose } from './written-purposes.ts'

/** How requests of this face are worded, and where an answer leads: to the asker's own address, logged out. */
export const requestDialect = (tools: WordingTools): RequestDialect => ({
  question: (asked, language) => composeQuestion(tools, asked, language),
  describe: describeRights(tools),
  purpose: describePurpose(tools),
  wayBack: ({ annotations: kept }, outcome) => {
    const redirectUrl = kept[annotations.redirectUrl]
    return { url: redirectUrl && returnAddress(redirectUrl, outcome), endsSession: true }
  },
  listed: { [annotations.viewMode]: 'Show' },
})
