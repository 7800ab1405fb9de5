import type { PageRoute } from '../../http/pages.ts'
import type { FaceModule, FaceTools } from '../face-module.ts'
import { acceptLogout } from './routes/accept-logout.ts'
import { chooseNotices } from './routes/choose-notices.ts'
import { confirmEndSession } from './routes/confirm-end-session.ts'
import { confirmNotices } from './routes/confirm-notices.ts'
import { confirmWithdrawal } from './routes/confirm-withdrawal.ts'
import { decideInteraction } from './routes/decide-interaction.ts'
import { decideRequest } from './routes/decide-request.ts'
import { downloadReceipts } from './routes/download-receipt.ts'
import { endSession } from './routes/end-session.ts'
import { extendSession } from './routes/extend-session.ts'
import { finishLogin } from './routes/finish-login.ts'
import { receiptKeys } from './routes/publish-receipt-keys.ts'
import { listConsents } from './routes/list-consents.ts'
import { showConsent } from './routes/show-consent.ts'
import { showAccessibility } from './routes/show-accessibility.ts'
import { showInteraction } from './routes/show-interaction.ts'
import { showLoggedOut } from './routes/show-logged-out.ts'
import { showNotices } from './routes/show-notices.ts'
import { showReceipt } from './routes/show-receipt.ts'
import { showRequest } from './routes/show-request.ts'
import { showRequestReceipt } from './routes/show-request-receipt.ts'
import { withdrawConsent } from './routes/withdraw-consent.ts'
import { Settings } from './settings.ts'

/** Where a person logs in, reads, decides, looks back and withdraws. */
export const portal: FaceModule<Settings> = {
  name: 'portal',
  settings: Settings,
  open: (tools, settings) => ({
    apis: [receiptKeys(tools), acceptLogout(tools)],
    pages: {
      routes: [
        showInteraction(tools),
        decideInteraction(tools),
        showRequest(tools, settings),
        showRequestReceipt(tools, settings),
        decideRequest(tools),
        finishLogin(tools),
        listConsents(tools, settings),
        showConsent(tools, settings),
        showReceipt(tools, settings),
        ...downloadReceipts(tools, settings),
        ...noticeRoutes(tools, settings),
        confirmWithdrawal(tools, settings),
        withdrawConsent(tools, settings),
        ...extendSession(tools),
        showAccessibility(),
        confirmEndSession(tools),
        endSession(tools),
        showLoggedOut(tools),
      ],
    },
  }),
}

const noticeRoutes = (tools: FaceTools, settings: Settings): readonly PageRoute[] =>
  tools.notices
    ? [
        showNotices(tools, settings, tools.notices),
        chooseNotices(tools, settings, tools.notices),
        ...confirmNotices(tools, settings, tools.notices),
      ]
    : []
