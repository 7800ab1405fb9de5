import { color, contact, text, webAddress } from './schemas.ts'
import { setting } from './setting.ts'

/** What the pages say and show of who runs this server. */
export const operatorSettings = {
  SAMTYKKE_OPERATOR_NAME: setting(text, 'samtykke', 'Name of the operator, shown on the pages.'),
  SAMTYKKE_OPERATOR_CONTACT: setting(
    contact,
    undefined,
    'Where people write when they need help or a page is hard to use: an e-mail address or an https address. Shown on the accessibility page, the front page and pages about what went wrong.',
  ),
  SAMTYKKE_SECURITY_CONTACT: setting(
    contact,
    undefined,
    'Whom to tell of a security hole: an e-mail address or an https address. Without it SAMTYKKE_OPERATOR_CONTACT; with either there is a `/.well-known/security.txt` (RFC 9116).',
  ),
  SAMTYKKE_OPERATOR_STATEMENT_URL: setting(
    webAddress,
    undefined,
    'The operator’s own accessibility statement elsewhere, if there is one, such as at uustatus.no.',
  ),
  SAMTYKKE_PRIVACY_CONTACT: setting(
    contact,
    undefined,
    'Where people ask about privacy: an e-mail address or an https address, shown at `/privacy`. Without it SAMTYKKE_OPERATOR_CONTACT.',
  ),
  SAMTYKKE_PRIVACY_OFFICER: setting(
    contact,
    undefined,
    'The operator’s data protection officer, if there is one: an e-mail address or an https address, shown at `/privacy`.',
  ),
  SAMTYKKE_OPERATOR_LOGO_FILE: setting(
    text,
    undefined,
    'Path of the operator’s logo, an SVG or PNG of at most 100 KB. Served by samtykke itself.',
  ),
  SAMTYKKE_OPERATOR_COLOR: setting(
    color,
    undefined,
    'The operator’s colour, `#rrggbb`, for the main buttons and the top of the pages. Letters on it become black or white.',
  ),
  SAMTYKKE_OPERATOR_TEXTS_FILE: setting(
    text,
    undefined,
    'Path of a JSON file with texts in place of ours, `{"nb": {"<key>": "<text>"}, "nn": {}, "en": {}}`, by the keys in `views/texts`. A text keeps every placeholder of ours, and asks where ours asks.',
  ),
} as const
