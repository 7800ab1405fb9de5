import type { FaceModule } from '../face-module.ts'
import { clientSamples } from '../tools/client-samples.ts'
import { demo } from './demo.ts'
import { audiencesAt, gjeldTools } from './gjeld-tools.ts'
import { face } from './names.ts'
import { clientsOfFace, oauthProfile } from './oauth/oauth-profile.ts'
import { purposes } from './purposes.ts'
import { gjeldRoutes } from './routes/index.ts'
import { resources } from './resources.ts'
import { Settings } from './settings.ts'

/** The consent service of Norsk Gjeldsinformasjon as its clients know it. */
export const gjeld: FaceModule<Settings> = {
  name: face,
  settings: Settings,
  clients: clientsOfFace,
  asks: ({ debtSourceUrl: url }) => (url === undefined ? {} : { 'debt register': url }),
  preview: (tools, settings) => ({
    registry: { resources: resources(audiencesAt(tools, settings)), purposes: purposes() },
    samples: brought => clientSamples(tools, brought, face),
  }),
  open: (given, settings) => {
    const tools = gjeldTools(given, settings)
    return {
      oauth: oauthProfile(tools),
      apis: gjeldRoutes(tools),
      demo: demo(tools),
      registry: { resources: resources(tools.audiences), purposes: purposes() },
    }
  },
}
