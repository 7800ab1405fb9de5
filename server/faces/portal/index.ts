import type { FaceModule } from '../face-module.ts'
import { confirmEndSession } from './routes/confirm-end-session.ts'
import { confirmWithdrawal } from './routes/confirm-withdrawal.ts'
import { decideInteraction } from './routes/decide-interaction.ts'
import { endSession } from './routes/end-session.ts'
import { finishLogin } from './routes/finish-login.ts'
import { listConsents } from './routes/list-consents.ts'
import { showConsent } from './routes/show-consent.ts'
import { showInteraction } from './routes/show-interaction.ts'
import { showLoggedOut } from './routes/show-logged-out.ts'
import { withdrawConsent } from './routes/withdraw-consent.ts'
import { Settings } from './settings.ts'

/** Where a person logs in, reads, decides, looks back and withdraws. */
export const portal: FaceModule<Settings> = {
  name: 'portal',
  settings: Settings,
  open: (tools, settings) => ({
    pages: {
      routes: [
        showInteraction(tools),
        decideInteraction(tools),
        finishLogin(tools),
        listConsents(tools, settings),
        showConsent(tools, settings),
        confirmWithdrawal(tools, settings),
        withdrawConsent(tools),
        confirmEndSession(tools),
        endSession(tools),
        showLoggedOut(),
      ],
    },
  }),
}
