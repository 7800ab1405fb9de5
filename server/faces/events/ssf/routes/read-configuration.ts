import { z } from 'zod'
import { route } from '../../../../http/api/route.ts'
import { pollMethod, pushMethod } from '../stream-document.ts'

const Configuration = z.object({
  issuer: z.string(),
  spec_version: z.string(),
  jwks_uri: z.string(),
  delivery_methods_supported: z.array(z.string()),
  configuration_endpoint: z.string(),
  status_endpoint: z.string(),
  add_subject_endpoint: z.string(),
  remove_subject_endpoint: z.string(),
  verification_endpoint: z.string(),
  authorization_schemes: z.array(z.object({ spec_urn: z.string() })),
  default_subjects: z.literal('ALL'),
})

export const configurationPath = '/.well-known/ssf-configuration'

/** OpenID Shared Signals Framework 1.0 section 7.1. */
export const readConfiguration = ({ publicUrl }: { readonly publicUrl: string }) =>
  route({
    method: 'get',
    path: configurationPath,
    operationId: 'readSsfConfiguration',
    summary: 'Where streams of security events are made, and how they come',
    response: { status: 200, description: 'The transmitter', body: Configuration },
    asksNothing: true,
    handle: async () => ({ status: 200, body: configuration(publicUrl) }),
  })

const configuration = (issuer: string): z.infer<typeof Configuration> => ({
  issuer,
  spec_version: '1_0',
  jwks_uri: `${issuer}/jwks`,
  delivery_methods_supported: [pushMethod, pollMethod],
  configuration_endpoint: `${issuer}/ssf/stream`,
  status_endpoint: `${issuer}/ssf/status`,
  add_subject_endpoint: `${issuer}/ssf/subjects:add`,
  remove_subject_endpoint: `${issuer}/ssf/subjects:remove`,
  verification_endpoint: `${issuer}/ssf/verify`,
  authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
  default_subjects: 'ALL',
})
