import type { FaceModule } from '../face-module.ts'
import { keyAddresses } from '../tools/lists.ts'
import { altinnTools } from './altinn-tools.ts'
import { demo } from './demo/demo.ts'
import { endUserApi } from './end-user/end-user-api.ts'
import { openConsentPage } from './end-user/open-consent-page.ts'
import { annotations, face } from './names.ts'
import { altinnRoutes } from './routes/index.ts'
import { Settings } from './settings.ts'
import { requestDialect } from './wording/request-dialect.ts'
import { samples } from './wording/samples.ts'

/** Consent as those who ask through Altinn know it. */
export const altinn: FaceModule<Settings> = {
  name: face,
  settings: Settings,
  searched: [annotations.viewMode],
  asks: ({ trustedIssuers, endUserIssuers }) => keyAddresses([...trustedIssuers, ...endUserIssuers]),
  preview: tools => ({
    samples: brought => samples(tools, brought),
    question: requestDialect(tools).question,
  }),
  open: (given, settings) => {
    const tools = altinnTools(given, settings)
    return {
      apis: [...altinnRoutes(tools), endUserApi(tools)],
      demo: demo(tools),
      pages: { routes: [openConsentPage()] },
      requests: requestDialect(tools),
    }
  },
}
