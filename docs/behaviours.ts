import { globSync, readFileSync } from 'node:fs'

/** What the letter of a code stands for. */
const families: Readonly<Record<string, { readonly title: string; readonly meaning: string }>> = {
  S: {
    title: 'Attacks',
    meaning: 'what somebody hostile tries, from outside or as a client, and what must come of it',
  },
  F: { title: 'Faults', meaning: 'what breaks around samtykke, and what must hold all the same' },
  A: { title: 'Altinn 3 consent', meaning: 'what a client of Altinn 3 consent and Maskinporten can observe' },
  E: { title: 'Elhub', meaning: 'what a client of Elhub’s Access API can observe' },
  R: {
    title: 'Rich authorization requests',
    meaning: 'what a client, an API and a person can observe of authorization_details (RFC 9396)',
  },
  T: {
    title: 'Token exchange',
    meaning: 'what a processor with a token of another client can observe (RFC 8693)',
  },
  H: { title: 'The feed', meaning: 'what whoever follows events can observe' },
  W: { title: 'Webhooks', meaning: 'what a receiver of webhooks can observe' },
  L: { title: 'Status lists', meaning: 'what an API that reads tokens by itself can observe' },
  V: {
    title: 'Devices',
    meaning:
      'what a client can observe that asks without a browser, by the Device Authorization Grant (RFC 8628)',
  },
  C: {
    title: 'Backchannel',
    meaning: 'what a client can observe that asks a person who is elsewhere, by OpenID CIBA',
  },
  G: { title: 'Grant Management for OAuth 2.0', meaning: 'what a client observes that manages its grants' },
  N: { title: 'Norsk Gjeldsinformasjon', meaning: 'what a client of its consent service can observe' },
}

interface Held {
  readonly code: string
  readonly sentence: string
  readonly file: string
}

const code = /(?<![\w%/-])[SFAENRTHWLVCG]\d{1,3}(?![\w-])/g

/** Names of algorithms that look like a code. */
const others = new Set(['S256'])

const text = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g

/** `docs/behaviours.md`: every code that stands in a test's title, with what is said of it there. */
export function behaviours(): string {
  const held = globSync('test/**/*.ts').sort().flatMap(heldIn)
  return [head, ...Object.keys(families).map(letter => chapter(letter, held))].join('\n')
}

function heldIn(file: string): Held[] {
  const texts = [...readFileSync(file, 'utf8').matchAll(text)]
  return texts.flatMap(([, quoted, template], at) => {
    const said = quoted ?? template ?? ''
    const codes = [...said.matchAll(code)].map(([one]) => one).filter(one => !others.has(one))
    const sentence = isOnlyCode(said) ? titleAfter(texts.slice(at + 1)) : plain(said)
    return codes.map(one => ({ code: one, sentence, file }))
  })
}

const isOnlyCode = (said: string): boolean => said.replaceAll(code, '').trim() === ''

/** Rows of cases come before the title that all of them share. */
const titleAfter = (texts: readonly RegExpMatchArray[]): string =>
  plain(texts.find(([, , template]) => /^\$\{\w+\}:? [a-z]/.test(template ?? ''))?.[2] ?? '')

const plain = (said: string): string =>
  said
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll(code, '')
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(/\(\s*(,\s*)*\)/g, '')
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s:,…]+|[\s:,]+$/g, '')

const numberOf = (one: string): number => Number(one.slice(1))

function chapter(letter: string, held: readonly Held[]): string {
  const { title, meaning } = families[letter]!
  const own = held.filter(one => one.code.startsWith(letter))
  const codes = [...new Set(own.map(one => one.code))].sort((a, b) => numberOf(a) - numberOf(b))
  const rows = codes.map(one =>
    row(
      one,
      own.filter(({ code }) => code === one),
    ),
  )
  return [
    `## ${letter}: ${title}`,
    '',
    `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    '',
    '| | what a test holds | where |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function row(one: string, held: readonly Held[]): string {
  const sentences = [...new Set(held.map(({ sentence }) => sentence))].filter(Boolean)
  const files = [...new Set(held.map(({ file }) => `[${file.replace(/^test\//, '')}](../${file})`))]
  return `| ${one} | ${sentences.join(' · ')} | ${files.join(', ')} |`
}

const head = `# What the numbers in test titles mean

Made from the tests by \`npm run docs\`; do not edit it. A number is kept for ever; what it stands for is what its tests say.
`
