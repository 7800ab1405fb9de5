import { z } from 'zod'
import { toPeriod } from '../../domain/registry/period.ts'

export const text = z.string().min(1, 'must not be empty')

export const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no').transform(word => word === 'yes')

export const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^[0-9]{1,9}$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine(value => value >= from && value <= to, `must be a whole number from ${from} to ${to}`)

/** `<how many>/<seconds>`, or `off`. */
export const limit = z
  .string()
  .regex(/^([1-9][0-9]{0,6}\/[1-9][0-9]{0,5}|off)$/, 'must look like 30/300 (30 in 300 seconds), or be off')
  .transform(toLimit)

/** `always`, or a period by ISO 8601. */
export const keptFor = z
  .string()
  .transform(value => (value === 'always' ? value : toPeriod(value)))
  .refine(
    value => value !== undefined,
    'must be always, or a period of whole days like P3Y, P18M or P90D (ISO 8601)',
  )

export const port = wholeNumber(0, 65535)

/** An origin or issuer without its trailing slash. */
export const webAddress = z
  .string()
  .refine(isWebAddress, 'must be an absolute http or https address without query, fragment or credentials')
  .transform(address => address.replace(/\/$/, ''))

export const databaseAddress = z
  .string()
  .refine(
    address => /^postgres(ql)?:\/\//.test(address) && URL.canParse(address),
    'must look like postgres://user:password@host:5432/database',
  )

/** Paths, or hosts, with commas between. */
export const listOfTexts = text.transform(value => value.split(',').map(path => path.trim()))

const groupRoles = ['administrator', 'support', 'auditor'] as const

/** `<value>=<role>`, with commas between. */
export const groups = z
  .string()
  .transform(value => value.split(',').map(toGroup))
  .refine(
    pairs => pairs.every(pair => pair !== undefined),
    `must be a list like samtykke-desk=support, with the roles ${groupRoles.join(', ')}`,
  )
  .transform(pairs => pairs.filter(pair => pair !== undefined))

export const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must look like #0062ba')

export const contact = z
  .string()
  .refine(
    value => /^[^\s@<>]+@[^\s@<>]+$/.test(value) || /^https:\/\/[^\s]+$/.test(value),
    'must be an e-mail address or an https address',
  )

export const mailServer = z
  .string()
  .refine(
    address => /^smtps?:\/\/[^/]/.test(address) && URL.canParse(address),
    'must look like smtp://user:password@host:587 or smtps://user:password@host',
  )

/** `id:key,id:key` with keys of 32 bytes in base64url. */
export const namedKeys = z
  .string()
  .transform(value => value.split(',').map(toNamedKey))
  .refine(
    keys => keys.every(key => key !== undefined),
    'must be a list like id:key,id:key, each key 32 bytes in base64url',
  )
  .transform(keys => keys.filter(key => key !== undefined))
  .refine(keys => new Set(keys.map(({ id }) => id)).size === keys.length, 'must not use an id twice')

export const privateJwk = z
  .string()
  .transform(parseJson)
  .pipe(
    z.looseObject(
      { kty: z.string(), alg: z.string(), kid: z.string(), d: z.string() },
      'must be a private key as a JWK with kty, alg, kid and d',
    ),
  )

/** How many proxies are in front, or the networks they are in. */
export const proxies = z
  .string()
  .regex(
    /^([0-9]{1,2}|[0-9a-fA-F.:]+\/[0-9]{1,3}(,[0-9a-fA-F.:]+\/[0-9]{1,3})*)$/,
    'must be a number of proxies or a list of networks like 10.0.0.0/8',
  )
  .transform(value => (/^[0-9]+$/.test(value) ? Number(value) : value.split(',')))

function toGroup(entry: string): readonly [value: string, role: (typeof groupRoles)[number]] | undefined {
  const [, value, name] = /^\s*(.+)=([a-z]+)\s*$/.exec(entry) ?? []
  const role = groupRoles.find(one => one === name)
  return value === undefined || role === undefined ? undefined : [value, role]
}

function toLimit(value: string): { readonly most: number; readonly seconds: number } | 'off' {
  const [most, seconds] = value.split('/').map(Number)
  return most === undefined || seconds === undefined ? 'off' : { most, seconds }
}

function isWebAddress(address: string): boolean {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return false
  return url.search === '' && url.hash === '' && url.username === '' && url.password === ''
}

function toNamedKey(entry: string) {
  const [, id, encoded] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry.trim()) ?? []
  const bytes = encoded === undefined ? undefined : toKey(encoded)
  return id === undefined || bytes === undefined ? undefined : { id, key: bytes }
}

function toKey(encoded: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]{43}=?$/.test(encoded)) return undefined
  return Buffer.from(encoded, 'base64url')
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
