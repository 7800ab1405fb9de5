import { z } from 'zod'
import { certificateSettings } from './certificate-settings.ts'
import { consoleSettings } from './console-settings.ts'
import { limitSettings } from './limit-settings.ts'
import { operatorSettings } from './operator-settings.ts'
import { runningSettings } from './running-settings.ts'
import {
  databaseAddress,
  mailServer,
  listOfTexts,
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
    'What this server is for. `demo` and `test` bring a world of synthetic people; `production` refuses to start on anything weak. Without it demo, which starts only where nothing leaves this machine: `HOST`, `SAMTYKKE_MANAGEMENT_HOST`, `DATABASE_URL` and `SAMTYKKE_PUBLIC_URL` (http) on loopback, no trusted proxies.',
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
  ...certificateSettings,
  ...operatorSettings,
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
  SAMTYKKE_DATABASE_PER_CLIENT: setting(
    wholeNumber(1, 200),
    undefined,
    'How many of these connections the requests of one client may use at once; its others wait, and get 503 with `Retry-After` when that takes too long. Without it two fifths of them.',
  ),
  SAMTYKKE_DATABASE_POOLER: setting(
    z.enum(['auto', 'session', 'transaction'], 'must be auto, session or transaction'),
    'auto',
    'How a pooler such as PgBouncer, when there is one, lends its connections: for a `session` or for a `transaction`. `auto` finds out.',
  ),
  SAMTYKKE_ALLOW_EMBEDDED: setting(
    yesOrNo,
    'no',
    '`yes` lets production run on the embedded database, which does not promise to survive power loss.',
  ),
  SAMTYKKE_MANAGEMENT_HOST: setting(
    text,
    '127.0.0.1',
    'Address of the management listener: health, metrics, and what operators use.',
  ),
  SAMTYKKE_MANAGEMENT_PORT: setting(
    port.or(z.literal('off')),
    undefined,
    'Port of the management listener, `0` for a free one, or `off`. Without it 9090 in production, a free one otherwise.',
  ),
  SAMTYKKE_MANAGEMENT_URL: setting(
    webAddress,
    undefined,
    'The address at which operators reach the management listener: a host of its own, https in production. Without it `http://<host>:<port>` of the listener, in production only when that is on loopback; elsewhere there is no management API.',
  ),
  SAMTYKKE_ENCRYPTION_KEYS: secret(
    namedKeys,
    'Master keys, from which the keys at rest are derived: `id:key,id:key`, each key 32 random bytes in base64url, the newest first. All decrypt and find; which one encrypts is said by `samtykke keys rotate --master`. Keep an old key as long as backups from its time are kept.',
  ),
  SAMTYKKE_MASTER_KEY_PROVIDER: setting(
    z.enum(['settings', 'vault'], 'must be settings or vault'),
    'settings',
    'Where master keys are kept: in SAMTYKKE_ENCRYPTION_KEYS, or made here and wrapped by a key that never leaves Vault. Keys in SAMTYKKE_ENCRYPTION_KEYS still open what they sealed.',
  ),
  SAMTYKKE_MASTER_VAULT_ADDRESS: setting(
    webAddress,
    undefined,
    'The address of a Vault whose transit engine wraps master keys.',
  ),
  SAMTYKKE_MASTER_VAULT_KEY: setting(text, undefined, 'The name of the key in Vault that wraps them.'),
  SAMTYKKE_MASTER_VAULT_MOUNT: setting(text, 'transit', 'Where the transit engine is mounted.'),
  SAMTYKKE_MASTER_VAULT_NAMESPACE: setting(text, undefined, 'The namespace in Vault, where there are any.'),
  SAMTYKKE_MASTER_VAULT_TOKEN_FILE: setting(
    text,
    undefined,
    'File with the token for Vault. It is read each time, since an agent may replace it.',
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
  ...consoleSettings,
  SAMTYKKE_YOUNGEST_AGE: setting(
    wholeNumber(0, 120),
    undefined,
    'How old people must be, in years, to give consents. Without it age does not matter.',
  ),
  SAMTYKKE_PERSON_REGISTER_URL: setting(
    webAddress,
    undefined,
    'A register that is asked whether a person may give consents now: `POST` with `{"nin": "…"}`, answered with 200 and `{"may_consent": true}` or `false`. No answer is doubt, and nothing is stored.',
  ),
  SAMTYKKE_PERSON_REGISTER_TOKEN: secret(text, 'Sent there as a bearer token.'),
  SAMTYKKE_PERSON_REGISTER_SECONDS: setting(
    wholeNumber(1, 30),
    '3',
    'How long that register may take to answer.',
  ),
  SAMTYKKE_RIGHTS_REGISTER_URL: setting(
    webAddress,
    undefined,
    'A register that is asked who may act for whom, beside our own, at the moment it matters; [how](../../docs/rights.md). No answer is doubt, and nothing is stored.',
  ),
  SAMTYKKE_RIGHTS_REGISTER_TOKEN: secret(text, 'Sent there as a bearer token.'),
  SAMTYKKE_RIGHTS_REGISTER_SECONDS: setting(
    wholeNumber(1, 30),
    '3',
    'How long that register may take to answer.',
  ),
  SAMTYKKE_RIGHTS_REGISTER_KEEP_SECONDS: setting(
    wholeNumber(0, 60),
    '5',
    'How long its answer is good, for one who asks again.',
  ),
  SAMTYKKE_REGISTRY_FILE: setting(
    text,
    undefined,
    'A YAML or JSON file of resources, purposes and clients that is applied at every start.',
  ),
  SAMTYKKE_SEAL_CERTIFICATE_FILE: setting(
    text,
    undefined,
    'PEM file with the certificate that documents are sealed with (RSA), and nothing else. Without it documents cannot be sealed in production; demo and test make a seal of their own.',
  ),
  SAMTYKKE_SEAL_INTERMEDIATE_FILE: setting(
    text,
    undefined,
    'PEM file with the certificate of the authority that issued it.',
  ),
  SAMTYKKE_SEAL_EARLIER_FILES: setting(
    listOfTexts,
    undefined,
    'PEM files, with commas between, of certificates that sealed before: their seals are still known as ours.',
  ),
  SAMTYKKE_SEAL_KEY: secret(text, 'The private key of the seal as PEM, encrypted or not.'),
  SAMTYKKE_SEAL_PKCS12_FILE: setting(
    text,
    undefined,
    'In place of it, a PKCS#12 file with the private key, encrypted with AES.',
  ),
  SAMTYKKE_SEAL_PASSPHRASE: secret(text, 'What opens the private key or the PKCS#12 file.'),
  SAMTYKKE_SEAL_VAULT_ADDRESS: setting(
    webAddress,
    undefined,
    'In place of a private key here, the address of a Vault whose transit engine signs.',
  ),
  SAMTYKKE_SEAL_VAULT_KEY: setting(text, undefined, 'The name of the RSA key in Vault.'),
  SAMTYKKE_SEAL_VAULT_MOUNT: setting(text, 'transit', 'Where the transit engine is mounted.'),
  SAMTYKKE_SEAL_VAULT_NAMESPACE: setting(text, undefined, 'The namespace in Vault, where there are any.'),
  SAMTYKKE_SEAL_VAULT_TOKEN_FILE: setting(
    text,
    undefined,
    'File with the token for Vault. It is read for each signature, since an agent may replace it.',
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
  SAMTYKKE_SMTP_URL: secret(
    mailServer,
    'The mail server that notices are sent through, `smtp://user:password@host:587` (STARTTLS) or `smtps://…`. Without it nobody is offered notices by e-mail.',
  ),
  SAMTYKKE_NOTICE_FROM: setting(
    text,
    undefined,
    'Sender of notices, `name@example.no` or `Name <name@example.no>`. Required with SAMTYKKE_SMTP_URL.',
  ),
  SAMTYKKE_DELETION_DAYS: setting(
    wholeNumber(1, 365),
    '30',
    'How many days whoever got a consent has to answer when a person asks that what was fetched is deleted. After that she reads that there is no answer.',
  ),
  SAMTYKKE_KEY_PUBLISH_AHEAD_SECONDS: setting(
    wholeNumber(0, 604800),
    '600',
    'How long a new signing key is published before it signs; the key set may be cached a few seconds less.',
  ),
  ...limitSettings,
  ...runningSettings,
} as const

export type Variable = keyof typeof settings

type Output<K extends Variable> = (typeof settings)[K]['schema']['_output']

/** The parsed table: settings without a default and without a value are `undefined`. */
export type Settings = {
  readonly [K in Variable]: (typeof settings)[K]['byDefault'] extends string
    ? Output<K>
    : Output<K> | undefined
}
