import { z } from 'zod'
import {
  databaseAddress,
  namedKeys,
  port,
  privateJwk,
  proxies,
  text,
  webAddress,
  wholeNumber,
  yesOrNo,
} from './schemas.ts'
import { secret, setting } from './setting.ts'

/** Every variable samtykke reads, in the order of the reference. */
export const settings = {
  SAMTYKKE_ENV: setting(
    z.enum(['demo', 'test', 'production'], 'must be demo, test or production'),
    'demo',
    'What this server is for. `demo` and `test` bring a world of synthetic people; `production` refuses to start on anything weak.',
  ),
  HOST: setting(text, '127.0.0.1', 'Address to listen on.'),
  PORT: setting(port, '3000', 'Port to listen on. `0` picks a free one.'),
  SAMTYKKE_PUBLIC_URL: setting(
    webAddress,
    undefined,
    'The address people and clients see; issuers and links are made from it, never from the Host header. Without it `http://localhost:<port>`. Required in production, https.',
  ),
  SAMTYKKE_TRUSTED_PROXIES: setting(
    proxies,
    '0',
    'How many proxies stand in front (or the networks they stand in, like `10.0.0.0/8`): only then is `X-Forwarded-For` believed.',
  ),
  SAMTYKKE_OPERATOR_NAME: setting(text, 'samtykke', 'Name of the operator, shown on the pages.'),
  SAMTYKKE_DATA_DIR: setting(
    text,
    './data',
    'Directory of the embedded database and of what demo and test generate.',
  ),
  DATABASE_URL: secret(
    databaseAddress,
    'PostgreSQL 15 or later, `postgres://user:password@host:5432/database`. Without it the embedded database in the data directory.',
  ),
  SAMTYKKE_DATABASE_POOL: setting(
    wholeNumber(1, 200),
    '10',
    'Largest number of connections to PostgreSQL that one process holds.',
  ),
  SAMTYKKE_ALLOW_EMBEDDED: setting(
    yesOrNo,
    'no',
    '`yes` lets production run on the embedded database, which does not promise to survive power loss.',
  ),
  SAMTYKKE_MANAGEMENT_HOST: setting(
    text,
    '127.0.0.1',
    'Address of the management listener (health and metrics).',
  ),
  SAMTYKKE_MANAGEMENT_PORT: setting(
    port.or(z.literal('off')),
    undefined,
    'Port of the management listener, `0` for a free one, or `off`. Without it 9090 in production, off otherwise.',
  ),
  SAMTYKKE_ENCRYPTION_KEYS: secret(
    namedKeys,
    'Keys under which people’s numbers, signing keys and sessions are kept, and persons found again: `id:key,id:key`, each key 32 random bytes in base64url. The first encrypts; all decrypt and find. Keep every old key as long as the data live.',
  ),
  SAMTYKKE_IDP_ISSUER: setting(
    webAddress,
    undefined,
    'Issuer of the identity provider where people log in, such as ID-porten. Required in production, https.',
  ),
  SAMTYKKE_IDP_CLIENT_ID: setting(text, undefined, 'samtykke’s client id there. Required in production.'),
  SAMTYKKE_IDP_CLIENT_SECRET: secret(
    text,
    'samtykke’s client secret there. In production this or SAMTYKKE_IDP_CLIENT_JWK.',
  ),
  SAMTYKKE_IDP_CLIENT_JWK: secret(
    privateJwk,
    'samtykke’s private key there (JWK), for `private_key_jwt`, in place of the secret.',
  ),
  SAMTYKKE_IDP_ACR_LOW: setting(text, 'idporten-loa-low', 'The identity provider’s `acr` for level low.'),
  SAMTYKKE_IDP_ACR_SUBSTANTIAL: setting(
    text,
    'idporten-loa-substantial',
    'The identity provider’s `acr` for level substantial.',
  ),
  SAMTYKKE_IDP_ACR_HIGH: setting(text, 'idporten-loa-high', 'The identity provider’s `acr` for level high.'),
  SAMTYKKE_REGISTRY_FILE: setting(
    text,
    undefined,
    'A YAML or JSON file of resources, purposes and clients that is applied at every start.',
  ),
  SAMTYKKE_SESSION_IDLE_MINUTES: setting(
    wholeNumber(1, 1440),
    '30',
    'A person’s login session ends after this long without a request.',
  ),
  SAMTYKKE_SESSION_LONGEST_MINUTES: setting(
    wholeNumber(1, 1440),
    '480',
    'A person’s login session ends this long after the login.',
  ),
  SAMTYKKE_KEY_PUBLISH_AHEAD_SECONDS: setting(
    wholeNumber(0, 604800),
    '600',
    'How long a new signing key is published before it signs; also how long the key set may be cached.',
  ),
  SAMTYKKE_DRAIN_SECONDS: setting(
    wholeNumber(0, 300),
    '10',
    'How long requests in progress may take to finish after SIGTERM.',
  ),
  SAMTYKKE_LOG_LEVEL: setting(
    z.enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be trace, debug, info, warn, error or silent',
    ),
    'info',
    'The log goes to standard error, one JSON object per line. `silent` for none.',
  ),
} as const

export type Variable = keyof typeof settings

type Output<K extends Variable> = (typeof settings)[K]['schema']['_output']

/** The parsed table: settings without a default and without a value are `undefined`. */
export type Settings = {
  readonly [K in Variable]: (typeof settings)[K]['byDefault'] extends string
    ? Output<K>
    : Output<K> | undefined
}
