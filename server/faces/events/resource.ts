import type { Resource } from '../../domain/registry/resource.ts'
import { answerScope, audienceAt, manageScope, readScope } from './names.ts'

const hour = 3600

/** The API that receivers get tokens for. */
export const eventsResource = (publicUrl: string): Resource => ({
  audience: audienceAt(publicUrl),
  version: 0,
  name: { nb: 'Hendelser', nn: 'Hendingar', en: 'Events' },
  scopes: [
    {
      value: readScope,
      text: { nb: 'Lese hendelser', nn: 'Lese hendingar', en: 'Read events' },
    },
    {
      value: manageScope,
      text: {
        nb: 'Styre strømmer av hendelser',
        nn: 'Styre straumar av hendingar',
        en: 'Manage streams of events',
      },
    },
    {
      value: answerScope,
      text: {
        nb: 'Svare når noen ber om sletting',
        nn: 'Svare når nokon ber om sletting',
        en: 'Answer when somebody asks for deletion',
      },
    },
  ],
  token: { format: 'opaque', seconds: hour },
  revealsIdentity: false,
})
