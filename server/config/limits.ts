import type { Settings } from './settings/settings.ts'

interface Limit {
  readonly most: number
  readonly seconds: number
}

/** What may happen only so often, by the limit's name; `undefined` for what is not limited. */
export interface LimitsConfig {
  readonly table: {
    readonly 'wrong-secrets': Limit | undefined
    readonly 'client-failures': Limit | undefined
    readonly 'address-failures': Limit | undefined
    readonly authorizations: Limit | undefined
    readonly 'open-by-address': Limit | undefined
    readonly 'open-by-client': Limit | undefined
    readonly 'login-starts': Limit | undefined
    readonly forms: Limit | undefined
    readonly 'person-logins': Limit | undefined
    readonly 'person-mails': Limit | undefined
    readonly 'mailbox-mails': Limit | undefined
    readonly 'person-asked': Limit | undefined
    readonly 'user-codes': Limit | undefined
  }
  /** Of secrets that somebody chose. */
  readonly secretHashes: { readonly atOnce: number; readonly waiting: number }
  /** Characters. */
  readonly longestState: number
}

export const limitsOf = (settings: Settings): LimitsConfig => ({
  table: {
    'wrong-secrets': unlessOff(settings.SAMTYKKE_LIMIT_WRONG_SECRETS),
    'client-failures': unlessOff(settings.SAMTYKKE_LIMIT_CLIENT_FAILURES),
    'address-failures': unlessOff(settings.SAMTYKKE_LIMIT_ADDRESS_FAILURES),
    authorizations: unlessOff(settings.SAMTYKKE_LIMIT_AUTHORIZATIONS),
    'open-by-address': unlessOff(settings.SAMTYKKE_LIMIT_OPEN_BY_ADDRESS),
    'login-starts': unlessOff(settings.SAMTYKKE_LIMIT_LOGIN_STARTS),
    forms: unlessOff(settings.SAMTYKKE_LIMIT_FORMS),
    'user-codes': unlessOff(settings.SAMTYKKE_LIMIT_USER_CODES),
    ...byEnvironment(settings),
  },
  secretHashes: {
    atOnce: settings.SAMTYKKE_SECRET_HASHES_AT_ONCE,
    waiting: settings.SAMTYKKE_SECRET_HASHES_WAITING,
  },
  longestState: settings.SAMTYKKE_LONGEST_STATE,
})

const unlessOff = (limit: Limit | 'off'): Limit | undefined => (limit === 'off' ? undefined : limit)

const hour = 3600
const day = 24 * hour

/** A demo has few people, who are asked for everything that is tried. */
function byEnvironment(settings: Settings) {
  const isProduction = settings.SAMTYKKE_ENV === 'production'
  const either = (inProduction: number, otherwise: number, seconds: number): Limit => ({
    most: isProduction ? inProduction : otherwise,
    seconds,
  })
  return {
    'open-by-client': unlessOff(settings.SAMTYKKE_LIMIT_OPEN_BY_CLIENT ?? either(30_000, 1_000_000, hour)),
    'person-logins': unlessOff(settings.SAMTYKKE_LIMIT_PERSON_LOGINS ?? either(30, 10_000, 600)),
    'person-mails': unlessOff(settings.SAMTYKKE_LIMIT_PERSON_MAILS ?? either(5, 1000, day)),
    'mailbox-mails': unlessOff(settings.SAMTYKKE_LIMIT_MAILBOX_MAILS ?? either(5, 1000, day)),
    'person-asked': unlessOff(settings.SAMTYKKE_LIMIT_PERSON_ASKED ?? either(50, 5000, day)),
  }
}
