import { limit, wholeNumber } from './schemas.ts'
import { setting } from './setting.ts'

/** What may happen only so often: `<how many>/<seconds>`, or `off`. Each is explained in docs/limits.md. */
export const limitSettings = {
  SAMTYKKE_LIMIT_WRONG_SECRETS: setting(
    limit,
    '30/300',
    'Failed authentications of one client from one address (IPv6: one /64), `<how many>/<seconds>` or `off`, as all of `SAMTYKKE_LIMIT_*`.',
  ),
  SAMTYKKE_LIMIT_CLIENT_FAILURES: setting(
    limit,
    '600/300',
    'Failed authentications of one client from everywhere. From then on one failure is enough for an address.',
  ),
  SAMTYKKE_LIMIT_ADDRESS_FAILURES: setting(
    limit,
    '200/60',
    'Failed authentications from one address, whoever it says it is.',
  ),
  SAMTYKKE_LIMIT_AUTHORIZATIONS: setting(
    limit,
    '600/60',
    'Authorizations begun from one address. In demo and test not counted on loopback, as the next, login starts and forms.',
  ),
  SAMTYKKE_LIMIT_OPEN_BY_ADDRESS: setting(
    limit,
    '3000/3600',
    'Authorizations of one address that wait for a person.',
  ),
  SAMTYKKE_LIMIT_OPEN_BY_CLIENT: setting(
    limit,
    undefined,
    'Authorizations of one client that wait for a person. Without it 30000/3600 in production, 1000000/3600 otherwise.',
  ),
  SAMTYKKE_LIMIT_LOGIN_STARTS: setting(limit, '300/60', 'Logins begun from one address.'),
  SAMTYKKE_LIMIT_FORMS: setting(limit, '1200/60', 'Forms sent at the pages from one address.'),
  SAMTYKKE_LIMIT_USER_CODES: setting(
    limit,
    '30/600',
    'Codes of devices typed from one address, and by one person who is logged in.',
  ),
  SAMTYKKE_LIMIT_PERSON_LOGINS: setting(
    limit,
    undefined,
    'Logins of one person. Without it 30/600 in production, 10000/600 otherwise.',
  ),
  SAMTYKKE_LIMIT_PERSON_MAILS: setting(
    limit,
    undefined,
    'E-mails that one person has sent to confirm an address. Without it 5/86400 in production, 1000/86400 otherwise.',
  ),
  SAMTYKKE_LIMIT_MAILBOX_MAILS: setting(
    limit,
    undefined,
    'E-mails sent to one address to confirm it, whoever asks. Without it 5/86400 in production, 1000/86400 otherwise.',
  ),
  SAMTYKKE_LIMIT_PERSON_ASKED: setting(
    limit,
    undefined,
    'New requests of one asker to one person. Repeats do not count. Without it 50/86400 in production, 5000/86400 otherwise.',
  ),
  SAMTYKKE_SECRET_HASHES_AT_ONCE: setting(
    wholeNumber(1, 64),
    '2',
    'How many secrets that somebody chose are checked at the same time; each takes 32 MB and 50 ms of a processor.',
  ),
  SAMTYKKE_SECRET_HASHES_WAITING: setting(
    wholeNumber(0, 10_000),
    '32',
    'How many more may wait for that; the others are answered 503.',
  ),
  SAMTYKKE_LONGEST_STATE: setting(
    wholeNumber(8, 16_000),
    '2048',
    'The longest `state` that an authorization may have, in characters; `nonce` has the same bound.',
  ),
} as const
