import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { assertionAlgorithms, detailTypes, jwtBearer } from '../names.ts'

const Metadata = z.object({
  issuer: z.string().describe('The name of the service'),
  token_endpoint: z.string().describe('Where tokens are asked for'),
  jwks_uri: z.string().describe('Where the keys are that tokens are signed with'),
  introspection_endpoint: z.string().describe('Where a data source asks whether a token still stands'),
  grant_types_supported: z.array(z.string()).describe('How tokens may be asked for'),
  token_endpoint_auth_methods_supported: z.array(z.string()).describe('How clients prove who they are'),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.string()).describe('Algorithms of assertions'),
  authorization_details_types_supported: z.array(z.string()).describe('Types of authorization_details'),
})

type Tools = Pick<MaskinportenTools, 'issuer'>

/** RFC 8414. */
export const showMetadata = (tools: Tools) =>
  metadataAt(tools, '/.well-known/oauth-authorization-server', 'showMetadata')

/** The same where libraries for OpenID Connect look for it. */
export const showOpenIdMetadata = (tools: Tools) =>
  metadataAt(tools, '/.well-known/openid-configuration', 'showOpenIdMetadata')

const metadataAt = ({ issuer }: Tools, path: string, operationId: string) =>
  route({
    method: 'get',
    path,
    operationId,
    summary: 'Show what the service can do and where its endpoints are',
    response: { status: 200, description: 'Metadata', body: Metadata },
    asksNothing: true,
    handle: async () => ({
      status: 200,
      headers: { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' },
      body: metadata(issuer),
    }),
  })

const metadata = (issuer: string): z.infer<typeof Metadata> => ({
  issuer,
  token_endpoint: `${issuer}token`,
  jwks_uri: `${issuer}jwk`,
  introspection_endpoint: `${issuer}introspect`,
  grant_types_supported: [jwtBearer],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  authorization_details_types_supported: Object.values(detailTypes),
})
