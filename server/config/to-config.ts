import type { Config, IdentityProviderConfig } from './config.ts'
import { limitsOf } from './limits.ts'
import { managementOf } from './management.ts'
import { masterKeysOf } from './master-keys.ts'
import { noticesOf } from './notices.ts'
import { operatorsOf } from './operators.ts'
import { personsOf } from './person-register.ts'
import { rightsRegisterOf } from './rights-register.ts'
import type { Settings } from './settings/settings.ts'

/** The settings in the shape the program reads. */
export const toConfig = (settings: Settings): Omit<Config, 'faces' | 'seal' | 'shown'> => ({
  environment: settings.SAMTYKKE_ENV,
  host: settings.HOST,
  port: settings.PORT,
  publicUrl: settings.SAMTYKKE_PUBLIC_URL ?? urlOfPort(settings.PORT),
  trustedProxies: settings.SAMTYKKE_TRUSTED_PROXIES,
  clientCertificates: clientCertificatesOf(settings),
  operatorName: settings.SAMTYKKE_OPERATOR_NAME,
  operator: {
    contact: settings.SAMTYKKE_OPERATOR_CONTACT,
    statementUrl: settings.SAMTYKKE_OPERATOR_STATEMENT_URL,
    privacyContact: settings.SAMTYKKE_PRIVACY_CONTACT ?? settings.SAMTYKKE_OPERATOR_CONTACT,
    privacyOfficer: settings.SAMTYKKE_PRIVACY_OFFICER,
    logoFile: settings.SAMTYKKE_OPERATOR_LOGO_FILE,
    color: settings.SAMTYKKE_OPERATOR_COLOR,
    textsFile: settings.SAMTYKKE_OPERATOR_TEXTS_FILE,
  },
  securityContact: settings.SAMTYKKE_SECURITY_CONTACT ?? settings.SAMTYKKE_OPERATOR_CONTACT,
  dataDir: settings.SAMTYKKE_DATA_DIR,
  database: {
    url: settings.DATABASE_URL,
    poolSize: settings.SAMTYKKE_DATABASE_POOL,
    perClient: settings.SAMTYKKE_DATABASE_PER_CLIENT,
    pooler: settings.SAMTYKKE_DATABASE_POOLER,
  },
  management: managementOf(settings),
  secrets: { encryptionKeys: settings.SAMTYKKE_ENCRYPTION_KEYS ?? [] },
  masterKeys: masterKeysOf(settings),
  identityProvider: identityProviderOf(settings),
  operators: operatorsOf(settings),
  secondPairOfEyes: settings.SAMTYKKE_SECOND_PAIR_OF_EYES ?? [],
  registryFile: settings.SAMTYKKE_REGISTRY_FILE,
  session: {
    idleMinutes: settings.SAMTYKKE_SESSION_IDLE_MINUTES,
    longestMinutes: settings.SAMTYKKE_SESSION_LONGEST_MINUTES,
  },
  notices: noticesOf(settings),
  persons: personsOf(settings),
  rightsRegister: rightsRegisterOf(settings),
  audit: settings.SAMTYKKE_AUDIT,
  deletionDays: settings.SAMTYKKE_DELETION_DAYS,
  keyPublishAheadSeconds: settings.SAMTYKKE_KEY_PUBLISH_AHEAD_SECONDS,
  ledger: {
    anchorEverySeconds: settings.SAMTYKKE_LEDGER_ANCHOR_MINUTES * 60,
    anchorDir: settings.SAMTYKKE_LEDGER_ANCHOR_DIR,
  },
  introspectionMissesPerMinute: settings.SAMTYKKE_INTROSPECTION_MISSES_PER_MINUTE,
  limits: limitsOf(settings),
  delivery: {
    giveUpDays: settings.SAMTYKKE_EVENTS_GIVE_UP_DAYS,
    privateHosts: settings.SAMTYKKE_EVENTS_PRIVATE_HOSTS ?? [],
    keepMonths: settings.SAMTYKKE_EVENTS_KEEP_MONTHS,
  },
  retention: {
    text: settings.SAMTYKKE_RETENTION_TEXT,
    words: settings.SAMTYKKE_RETENTION_WORDS,
    uses: settings.SAMTYKKE_RETENTION_USES,
    documents: settings.SAMTYKKE_RETENTION_DOCUMENTS,
    declined: settings.SAMTYKKE_RETENTION_DECLINED,
    notices: settings.SAMTYKKE_RETENTION_NOTICES,
    identity: settings.SAMTYKKE_RETENTION_IDENTITY,
  },
  jobs: {
    expiry: { everySeconds: settings.SAMTYKKE_EXPIRY_EVERY_SECONDS },
    notices: { everySeconds: settings.SAMTYKKE_NOTICES_EVERY_SECONDS },
    keys: { everySeconds: settings.SAMTYKKE_KEYS_EVERY_SECONDS },
    maintenance: { firstSeconds: 60, everySeconds: settings.SAMTYKKE_MAINTENANCE_EVERY_MINUTES * 60 },
  },
  lameDuckSeconds: settings.SAMTYKKE_LAME_DUCK_SECONDS ?? (settings.SAMTYKKE_ENV === 'production' ? 5 : 0),
  drainSeconds: settings.SAMTYKKE_DRAIN_SECONDS,
  logLevel: settings.SAMTYKKE_LOG_LEVEL,
})

const urlOfPort = (port: number): string | undefined => (port === 0 ? undefined : `http://localhost:${port}`)

function identityProviderOf(settings: Settings): IdentityProviderConfig | undefined {
  const { SAMTYKKE_IDP_ISSUER: issuer, SAMTYKKE_IDP_CLIENT_ID: clientId } = settings
  if (!issuer || !clientId) return undefined
  return {
    issuer,
    clientId,
    clientSecret: settings.SAMTYKKE_IDP_CLIENT_SECRET,
    clientJwk: settings.SAMTYKKE_IDP_CLIENT_JWK,
    acr: {
      low: settings.SAMTYKKE_IDP_ACR_LOW,
      substantial: settings.SAMTYKKE_IDP_ACR_SUBSTANTIAL,
      high: settings.SAMTYKKE_IDP_ACR_HIGH,
    },
  }
}

const clientCertificatesOf = (settings: Settings): Config['clientCertificates'] => ({
  origin: settings.SAMTYKKE_MTLS_URL,
  header: settings.SAMTYKKE_CLIENT_CERTIFICATE_HEADER,
  roots: settings.SAMTYKKE_CLIENT_CERTIFICATE_ROOTS,
})
