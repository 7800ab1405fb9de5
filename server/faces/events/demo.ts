import { organization } from '../../domain/party.ts'
import type { ClientPlan, FaceDemo, FaceTools } from '../face-module.ts'
import { webhookSecretName } from '../tools/demo-tools.ts'
import { secretOf } from './webhooks/secrets.ts'
import { configurationPath } from './ssf/routes/read-configuration.ts'
import { answerScope, audienceAt, issuerFace, manageScope, readScope } from './names.ts'

type Tools = Pick<FaceTools, 'publicUrl' | 'demoSecret'>

/** The bank of the demo hears of its consents, and the register of those that are for each of its APIs. */
export const demo = ({ publicUrl, demoSecret }: Tools): FaceDemo => {
  const scopeValues = [readScope, manageScope]
  const plan = (id: string, name: string, owner: string, more: Partial<ClientPlan> = {}): ClientPlan => ({
    id,
    face: issuerFace,
    name,
    owner: organization(owner),
    ownerName: name,
    onBehalfOf: undefined,
    authentication: 'client_secret',
    grantTypes: ['client_credentials'],
    redirectUris: [],
    postLogoutRedirectUris: [],
    audiences: [audienceAt(publicUrl)],
    scopeValues: [...scopeValues, answerScope],
    purposes: [],
    resourceServerFor: undefined,
    settings: {},
    ...more,
  })
  return {
    clients: {
      receiver: plan('demo-event-receiver', 'SmekkFull Bank', '810419512'),
      apiReceiver: plan('demo-api-event-receiver', 'Lepsøy og Tonstad', '910493353', {
        resourceServerFor: 'https://finances.demo.example',
      }),
      jwtApiReceiver: plan('demo-jwt-api-event-receiver', 'Lepsøy og Tonstad', '910493353', {
        resourceServerFor: 'https://insurance.demo.example',
      }),
    },
    members: async ({ receiver, apiReceiver, jwtApiReceiver }) => ({
      webhookSecret: secretOf(Buffer.from((await demoSecret?.(webhookSecretName)) ?? '', 'base64url')),
      configuration: `${publicUrl}${configurationPath}`,
      feed: `${publicUrl}/events`,
      receiver: { ...receiver, scope: scopeValues.join(' ') },
      apiReceiver: { ...apiReceiver, scope: scopeValues.join(' ') },
      jwtApiReceiver: { ...jwtApiReceiver, scope: scopeValues.join(' ') },
    }),
  }
}
