import { z } from 'zod'
import { auditPlace } from '../audit-place.ts'
import { keptFor, listOfTexts, text, wholeNumber } from './schemas.ts'
import { setting } from './setting.ts'

const retention = (what: string) =>
  setting(
    keptFor,
    'always',
    `How long after the end of a consent ${what}, where its purpose says nothing: \`always\`, or a period like \`P3Y\`, \`P18M\` or \`P90D\` (ISO 8601). [What is kept](../../docs/data-retention.md).`,
  )

/** How often a process does things by itself, what it bears, how it ends and what it tells of. */
export const runningSettings = {
  SAMTYKKE_INTROSPECTION_MISSES_PER_MINUTE: setting(
    wholeNumber(1, 1_000_000),
    '600',
    'How often in a minute a resource server may ask about tokens that do not exist, before it is told to wait with more of those: that many are a scan, not a mistake. It is told of good tokens all the while.',
  ),
  SAMTYKKE_EXPIRY_EVERY_SECONDS: setting(
    wholeNumber(1, 3600),
    '20',
    'How often requests and consents that ran out are announced to those who read events, and what happened is counted.',
  ),
  SAMTYKKE_NOTICES_EVERY_SECONDS: setting(
    wholeNumber(1, 3600),
    '20',
    'How often notices that are due are sent.',
  ),
  SAMTYKKE_EVENTS_GIVE_UP_DAYS: setting(
    wholeNumber(1, 365),
    '7',
    'How many days a receiver of events may fail before nothing is sent to it any more. What happens waits until it wants to go on.',
  ),
  SAMTYKKE_EVENTS_PRIVATE_HOSTS: setting(
    listOfTexts,
    undefined,
    'Hosts in private networks that events may be sent to, with commas between. Without it events are sent to public addresses alone.',
  ),
  SAMTYKKE_EVENTS_KEEP_MONTHS: setting(
    wholeNumber(1, 1200),
    '13',
    'How many months an event can still be read by receivers after its consent has ended. What is older is taken out of their feeds, and stays in the ledger.',
  ),
  SAMTYKKE_RETENTION_TEXT: retention('the text that the person read stays'),
  SAMTYKKE_RETENTION_WORDS: retention(
    'messages, details, rights and what else was written about the person stay',
  ),
  SAMTYKKE_RETENTION_USES: retention('what each use was for stays'),
  SAMTYKKE_RETENTION_DOCUMENTS: retention('the files of a signed document stay'),
  SAMTYKKE_RETENTION_DECLINED: retention(
    'what was written and read in a question stays that was declined, taken back or not answered in time',
  ),
  SAMTYKKE_RETENTION_NOTICES: retention('it stays known that mails were sent about it'),
  SAMTYKKE_RETENTION_IDENTITY: retention(
    'name, national identity number and key of a person stay, of whom nothing is younger',
  ),
  SAMTYKKE_MAINTENANCE_EVERY_MINUTES: setting(
    wholeNumber(1, 1440),
    '60',
    'How often room is made in the database for the days to come, and what nobody needs any more is removed; a minute after the start for the first time.',
  ),
  SAMTYKKE_LEDGER_ANCHOR_MINUTES: setting(
    wholeNumber(1, 1440),
    '60',
    'How often the heads of the ledger are signed and kept, so that what was written before cannot be changed without its showing.',
  ),
  SAMTYKKE_LEDGER_ANCHOR_DIR: setting(
    text,
    undefined,
    'Directory where signed heads are also kept as files. Let it be somewhere that who administers the database cannot write.',
  ),
  SAMTYKKE_KEYS_EVERY_SECONDS: setting(
    wholeNumber(1, 3600),
    '5',
    'How often a process looks which encryption key is in use, and seals anew some of what is not yet sealed under it. What is changed is known everywhere after three times as long.',
  ),
  SAMTYKKE_LAME_DUCK_SECONDS: setting(
    wholeNumber(0, 300),
    undefined,
    'How long everybody is still served after SIGTERM, while `/health/ready` answers 503, so that whoever sends requests here can send them elsewhere. Without it 5 in production, 0 otherwise.',
  ),
  SAMTYKKE_DRAIN_SECONDS: setting(
    wholeNumber(0, 300),
    '10',
    'How long requests in progress may take to finish after that.',
  ),
  SAMTYKKE_AUDIT: setting(
    auditPlace,
    'stdout',
    'Where the [audit trail](../../docs/audit.md) goes: `stdout`, `file:<path>`, or a collector by `syslog:<host>:<port>` (TCP), `syslog+tls:` or `syslog+udp:`. What commands do goes there too, but to standard error in place of standard output.',
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
