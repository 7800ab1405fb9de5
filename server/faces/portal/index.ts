import type { PageRoute } from '../../http/pages/pages.ts'
import type { FaceModule, FaceTools } from '../face-module.ts'
import { previewedPage } from './answer/previewed-page.ts'
import { acceptLogout } from './routes/session/accept-logout.ts'
import { chooseNotices } from './routes/notices/choose-notices.ts'
import { confirmEndSession } from './routes/session/confirm-end-session.ts'
import { confirmNotices } from './routes/notices/confirm-notices.ts'
import { askDeletion } from './routes/consents/ask-deletion.ts'
import { confirmWithdrawal } from './routes/consents/confirm-withdrawal.ts'
import { decideInteraction } from './routes/requests/decide-interaction.ts'
import { decideRequest } from './routes/requests/decide-request.ts'
import { downloadEverything } from './routes/everything/download-everything.ts'
import { showEverything } from './routes/everything/show-everything.ts'
import { downloadReceipts } from './routes/receipts/download-receipt.ts'
import { endSession } from './routes/session/end-session.ts'
import { enterCode } from './routes/device/enter-code.ts'
import { goOn } from './routes/device/go-on.ts'
import { putQuestion } from './routes/device/put-question.ts'
import { showAsker } from './routes/device/show-asker.ts'
import { showCodePage } from './routes/device/show-code-page.ts'
import { extendSession } from './routes/session/extend-session.ts'
import { finishLogin } from './routes/session/finish-login.ts'
import { ledgerAnchors } from './routes/receipts/publish-anchors.ts'
import { receiptKeys } from './routes/receipts/publish-receipt-keys.ts'
import { listConsents } from './routes/consents/list-consents.ts'
import { showConsent } from './routes/consents/show-consent.ts'
import { showAccessibility } from './routes/show-accessibility.ts'
import { showDeclined } from './routes/consents/show-declined.ts'
import { showInteraction } from './routes/requests/show-interaction.ts'
import { showLoggedOut } from './routes/session/show-logged-out.ts'
import { stopNotices } from './routes/notices/stop-notices.ts'
import { showNotices } from './routes/notices/show-notices.ts'
import { showPrivacy } from './routes/show-privacy.ts'
import { showReceipt } from './routes/receipts/show-receipt.ts'
import { showSupport } from './routes/consents/show-support.ts'
import { showRequest } from './routes/requests/show-request.ts'
import { showRequestReceipt } from './routes/receipts/show-request-receipt.ts'
import { withdrawConsent } from './routes/consents/withdraw-consent.ts'
import { Settings } from './settings.ts'

/** Where a person logs in, reads, decides, looks back and withdraws. */
export const portal: FaceModule<Settings> = {
  name: 'portal',
  settings: Settings,
  preview: tools => ({ page: previewedPage(tools) }),
  open: (tools, settings) => ({
    apis: [receiptKeys(tools), ledgerAnchors(tools), acceptLogout(tools)],
    pages: {
      routes: [
        showInteraction(tools),
        decideInteraction(tools),
        showCodePage(),
        enterCode(tools),
        showAsker(tools),
        goOn(tools),
        putQuestion(tools, settings),
        showRequest(tools, settings),
        showRequestReceipt(tools, settings),
        decideRequest(tools),
        finishLogin(tools),
        listConsents(tools, settings),
        showSupport(tools, settings),
        showConsent(tools, settings),
        showDeclined(tools, settings),
        showReceipt(tools, settings),
        ...downloadReceipts(tools, settings),
        showEverything(tools, settings),
        downloadEverything(tools, settings),
        ...noticeRoutes(tools, settings),
        confirmWithdrawal(tools, settings),
        withdrawConsent(tools, settings),
        askDeletion(tools, settings),
        ...extendSession(tools),
        showAccessibility(),
        showPrivacy(tools),
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
        ...stopNotices(tools.notices),
      ]
    : []
