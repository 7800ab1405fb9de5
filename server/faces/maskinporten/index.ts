import type { FaceModule } from '../face-module.ts'
import { demo } from './demo.ts'
import { maskinportenTools } from './maskinporten-tools.ts'
import { assertionAlgorithms, face } from './names.ts'
import { maskinportenApis } from './routes/index.ts'
import { Settings } from './settings.ts'

/** The token service of Maskinporten as its clients know it. */
export const maskinporten: FaceModule<Settings> = {
  name: face,
  settings: Settings,
  clients: {
    authentication: ['private_key_jwt'],
    grantTypes: ['jwt-bearer'],
    keyAlgorithms: assertionAlgorithms,
    takesCertificates: true,
    presets: {
      organization: {
        title: {
          nb: 'Virksomhet som henter tokener med nøkkel eller sertifikat',
          nn: 'Verksemd som hentar token med nøkkel eller sertifikat',
          en: 'Organization that gets tokens with a key or a certificate',
        },
        entry: { authentication: 'private_key_jwt', grant_types: ['jwt-bearer'] },
        asks: ['scopes', 'keys', 'privacy'],
      },
    },
  },
  open: (given, settings) => {
    const tools = maskinportenTools(given, settings)
    return { tokenIssuer: tools.issuer, apis: maskinportenApis(tools), demo: demo(tools) }
  },
}
